import { createHash, timingSafeEqual } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { rc4 } from '../../foundation/primitives/rc4.js';
import { hasFlag } from '../../wire/ntlm/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
import { hmacMd5 } from './password-proof.js';
import { sealKey, signKey } from './session-keys.js';

/** Every SIP message, in both directions, is signed with this sequence number (observed). */
const SEQUENCE = littleEndian(100);
const SIGNATURE_VERSION = littleEndian(1);
const NO_BYTES = littleEndian(0);

/** Bytes of an NTLM message signature (MS-NLMP 2.2.2.9). */
export const NTLM_SIGNATURE_BYTES = 16;

export interface NtlmSession {
  readonly exportedSessionKey: Buffer;
  /** The flags of the AUTHENTICATE message: they decide the form of the signature. */
  readonly flags: number;
}

/** Signs and verifies SIP messages after an NTLM handshake (MS-NLMP 3.4.4 in datagram mode). */
export function ntlmSigningKeys(session: NtlmSession, side: 'client' | 'server'): SigningKeys {
  const peer = side === 'client' ? 'server' : 'client';
  return {
    sign: (text) => datagramSignature(session, side, text),
    verify: (text, signature) => {
      if (signature.length !== NTLM_SIGNATURE_BYTES) return false;
      const expected = datagramSignature(session, peer, text);
      // Without extended session security bytes 4 to 7 are padding of the sender's choice.
      const received = Buffer.from(signature);
      if (!hasFlag(session.flags, 'EXTENDED_SESSION_SECURITY')) expected.copy(received, 4, 4, 8);
      return timingSafeEqual(received, expected);
    },
  };
}

/** The 16 signature bytes over `text` as `sender` makes them. */
export function datagramSignature(session: NtlmSession, sender: 'client' | 'server', text: string): Buffer {
  const message = Buffer.from(text, 'utf8');
  return hasFlag(session.flags, 'EXTENDED_SESSION_SECURITY')
    ? extendedSignature(session, sender, message)
    : plainSignature(session, message);
}

function extendedSignature(session: NtlmSession, sender: 'client' | 'server', message: Buffer): Buffer {
  const { exportedSessionKey, flags } = session;
  const digest = hmacMd5(signKey(exportedSessionKey, sender), SEQUENCE, message).subarray(0, 8);
  const messageKey = createHash('md5')
    .update(sealKey(exportedSessionKey, sender, flags))
    .update(SEQUENCE)
    .digest();
  const check = hasFlag(flags, 'KEY_EXCHANGE') ? rc4(messageKey, digest) : digest;
  return Buffer.concat([SIGNATURE_VERSION, check, SEQUENCE]);
}

/** The whole 16-byte key, although MS-NLMP 3.4.5.3 would weaken it: so a real OCS 2007 signs (observed). */
function plainSignature(session: NtlmSession, message: Buffer): Buffer {
  const sealed = rc4(session.exportedSessionKey, Buffer.concat([NO_BYTES, littleEndian(crc32(message)), SEQUENCE]));
  return Buffer.concat([SIGNATURE_VERSION, NO_BYTES, sealed.subarray(4)]);
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
