import { randomBytes } from 'node:crypto';
import { HarnessError } from '../../foundation/errors/index.js';
import { rc4 } from '../../foundation/primitives/rc4.js';
import type { Secret } from '../../foundation/secret.js';
import {
  AvId,
  decodeNtlm,
  encodeAuthenticate,
  encodeAvPairs,
  encodeNegotiate,
  hasFlag,
  NTLM_VERSION_6_1,
  type NtlmChallenge,
  ntlmFlags,
} from '../../wire/ntlm/index.js';
import type { NtlmSession } from './datagram-signature.js';
import { fileTime } from './file-time.js';
import { CLIENT_FLAGS } from './flags.js';
import { hmacMd5, passwordKey, passwordProof } from './password-proof.js';

export interface NtlmCredentials {
  readonly user: string;
  /** NetBIOS or DNS name, or empty when the user is a user principal name. */
  readonly domain: string;
  readonly password: Secret;
  readonly workstation?: string;
}

/** Values a test may fix; otherwise random, and the time the challenge names. */
export interface NtlmChoices {
  /** 8 bytes. */
  readonly clientNonce?: Buffer;
  /** 16 bytes. */
  readonly exportedSessionKey?: Buffer;
  /** The client's time, used when the challenge names none. */
  readonly time?: Date;
}

/** The client's answer and what later messages are signed with. */
export interface NtlmAnswer extends NtlmSession {
  readonly message: Buffer;
}

/** The first message over HTTP (MS-NLMP 2.2.1.1); over SIP there is none. */
export function ntlmNegotiate(): Buffer {
  const flags = ntlmFlags(
    'UNICODE',
    'REQUEST_TARGET',
    'NTLM',
    'ALWAYS_SIGN',
    'EXTENDED_SESSION_SECURITY',
    'VERSION',
    'KEY_128',
  );
  return encodeNegotiate({ flags, domain: '', workstation: '', version: NTLM_VERSION_6_1 });
}

/**
 * The AUTHENTICATE message for a challenge.
 * @throws HarnessError NTLM_UNUSABLE, WIRE_TRUNCATED, WIRE_INVALID
 */
export function ntlmAuthenticate(challenge: Buffer, credentials: NtlmCredentials): Buffer {
  return ntlmAnswer(challenge, credentials).message;
}

/** As `ntlmAuthenticate`, with the session that signs SIP messages afterwards (MS-NLMP 3.1.5.1.2, 3.3.2). */
export function ntlmAnswer(challenge: Buffer, credentials: NtlmCredentials, choices: NtlmChoices = {}): NtlmAnswer {
  const received = usableChallenge(challenge);
  const flags = ((received.flags & CLIENT_FLAGS) | ntlmFlags('REQUEST_TARGET')) >>> 0;
  const { user, domain, password, workstation = '' } = credentials;
  const key = passwordKey(user, domain, password);
  const nonce = choices.clientNonce ?? randomBytes(8);
  const serverTime = received.targetInfo.find(({ id }) => id === AvId.TIMESTAMP)?.value;
  const clientData = Buffer.concat([
    Buffer.from('0101000000000000', 'hex'),
    serverTime ?? fileTime(choices.time ?? new Date(0)),
    nonce,
    Buffer.alloc(4),
    encodeAvPairs(received.targetInfo),
    Buffer.alloc(4),
  ]);
  const proof = passwordProof(key, received.serverChallenge, clientData);
  const keyExchangeKey = hmacMd5(key, proof);
  const exchange = hasFlag(flags, 'KEY_EXCHANGE');
  const exportedSessionKey = exchange ? (choices.exportedSessionKey ?? randomBytes(16)) : keyExchangeKey;
  const message = encodeAuthenticate({
    flags,
    // A server that names its time expects no LMv2 response (MS-NLMP 3.1.5.1.2).
    lmResponse: serverTime ? Buffer.alloc(24) : Buffer.concat([hmacMd5(key, received.serverChallenge, nonce), nonce]),
    ntResponse: Buffer.concat([proof, clientData]),
    domain,
    user,
    workstation,
    sessionKey: exchange ? rc4(keyExchangeKey, exportedSessionKey) : Buffer.alloc(0),
    ...(hasFlag(flags, 'VERSION') ? { version: NTLM_VERSION_6_1 } : {}),
  });
  return { message, exportedSessionKey, flags };
}

function usableChallenge(bytes: Buffer): NtlmChallenge {
  const message = decodeNtlm(bytes);
  if (message.type !== 2) throw new HarnessError('NTLM_UNUSABLE', { detail: 'the server sent no challenge' });
  for (const flag of ['UNICODE', 'NTLM', 'TARGET_INFO'] as const) {
    if (!hasFlag(message.flags, flag)) {
      throw new HarnessError('NTLM_UNUSABLE', { detail: `the challenge lacks the flag ${flag}` });
    }
  }
  return message;
}
