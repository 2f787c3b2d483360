import { createHash } from 'node:crypto';
import { hasFlag } from '../../wire/ntlm/index.js';

const DIRECTION = { client: 'client-to-server', server: 'server-to-client' } as const;

/** The key that signs what `side` sends (MS-NLMP 3.4.5.2, extended session security). */
export function signKey(exportedSessionKey: Buffer, side: 'client' | 'server'): Buffer {
  return derived(exportedSessionKey, `session key to ${DIRECTION[side]} signing key magic constant`);
}

/** The key that seals what `side` sends, weakened as the flags say (MS-NLMP 3.4.5.3, extended session security). */
export function sealKey(exportedSessionKey: Buffer, side: 'client' | 'server', flags: number): Buffer {
  const length = hasFlag(flags, 'KEY_128') ? 16 : hasFlag(flags, 'KEY_56') ? 7 : 5;
  return derived(
    exportedSessionKey.subarray(0, length),
    `session key to ${DIRECTION[side]} sealing key magic constant`,
  );
}

function derived(key: Buffer, constant: string): Buffer {
  return createHash('md5').update(key).update(constant, 'latin1').update('\0').digest();
}
