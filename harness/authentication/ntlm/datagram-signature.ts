import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { HmacKey } from '../../foundation/primitives/hmac.js';
import { rc4 } from '../../foundation/primitives/rc4.js';
import { sameText } from '../../foundation/primitives/same-text.js';
import { hasFlag } from '../../wire/ntlm/index.js';
import type { SigningKeys } from '../security-association/signing-keys.js';
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

/** The signature of a text, 16 bytes. */
type Signer = (text: string) => Buffer;

/** Signs and verifies SIP messages after an NTLM handshake (MS-NLMP 3.4.4 in datagram mode). */
export function ntlmSigningKeys(session: NtlmSession, side: 'client' | 'server'): SigningKeys {
  const sign = signerOf(session, side);
  const signAsPeer = signerOf(session, side === 'client' ? 'server' : 'client');
  const padded = !hasFlag(session.flags, 'EXTENDED_SESSION_SECURITY');
  return {
    sign: (text) => sign(text).toString('hex'),
    verify: (text, signature) => {
      const expected = signAsPeer(text).toString('hex');
      return sameText(padded ? withPaddingOf(expected, signature) : signature, expected);
    },
  };
}

/** Without extended session security bytes 4 to 7 are padding of the sender's choice. */
function withPaddingOf(expected: string, signature: string): string {
  return signature.slice(0, PADDING_FROM) + expected.slice(PADDING_FROM, PADDING_TO) + signature.slice(PADDING_TO);
}

/** Places in hex digits. */
const PADDING_FROM = 8;
const PADDING_TO = 16;

/** The 16 signature bytes over `text` as `sender` makes them. */
export function datagramSignature(session: NtlmSession, sender: 'client' | 'server', text: string): Buffer {
  return signerOf(session, sender)(text);
}

/**
 * In datagram mode RC4 begins anew with every message, and the number is always the same: so is the key stream, which
 * is made once.
 */
function signerOf(session: NtlmSession, sender: 'client' | 'server'): Signer {
  return hasFlag(session.flags, 'EXTENDED_SESSION_SECURITY') ? extendedSigner(session, sender) : plainSigner(session);
}

function extendedSigner({ exportedSessionKey, flags }: NtlmSession, sender: 'client' | 'server'): Signer {
  const key = new HmacKey('md5', signKey(exportedSessionKey, sender));
  const messageKey = createHash('md5')
    .update(sealKey(exportedSessionKey, sender, flags))
    .update(SEQUENCE)
    .digest();
  const keyStream = hasFlag(flags, 'KEY_EXCHANGE') ? rc4(messageKey, Buffer.alloc(8)) : Buffer.alloc(8);
  return (text) => {
    const digest = key.digestText(text, SEQUENCE);
    return Buffer.concat([SIGNATURE_VERSION, xor(keyStream, digest), SEQUENCE]);
  };
}

/** The whole 16-byte key, although MS-NLMP 3.4.5.3 would weaken it: so a real OCS 2007 signs (observed). */
function plainSigner({ exportedSessionKey }: NtlmSession): Signer {
  const keyStream = rc4(exportedSessionKey, Buffer.alloc(12)).subarray(4);
  return (text) => {
    const sealed = xor(keyStream, Buffer.concat([littleEndian(crc32(Buffer.from(text, 'utf8'))), SEQUENCE]));
    return Buffer.concat([SIGNATURE_VERSION, NO_BYTES, sealed]);
  };
}

/** As long as `one`. */
function xor(one: Buffer, other: Buffer): Buffer {
  const result = Buffer.from(one);
  for (let i = 0; i < result.length; i++) result[i] = (result[i] ?? 0) ^ (other[i] ?? 0);
  return result;
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}
