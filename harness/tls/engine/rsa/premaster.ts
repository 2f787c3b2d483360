import { constants, type KeyObject, privateDecrypt, publicEncrypt, randomBytes } from 'node:crypto';
import { EngineAlert } from '../engine-alert.js';

const PREMASTER_LENGTH = 48;
/** PKCS#1 v1.5: two bytes in front, at least eight of padding, a zero (RFC 8017 7.2.1). */
const SMALLEST_MODULUS_BYTES = PREMASTER_LENGTH + 11;

/** Whether an RSA key of that many bytes can carry a premaster secret. */
export function carriesPremaster(modulusBytes: number): boolean {
  return modulusBytes >= SMALLEST_MODULUS_BYTES;
}

/** A new premaster secret for that client_version (RFC 2246 7.4.7.1). */
export function newPremaster(version: number): Buffer {
  const premaster = randomBytes(PREMASTER_LENGTH);
  premaster.writeUInt16BE(version, 0);
  return premaster;
}

/** For the server's eyes only. Throws EngineAlert for a key that parses and yet is none: an even modulus, for example. */
export function sealPremaster(serverKey: KeyObject, premaster: Buffer): Buffer {
  try {
    return publicEncrypt({ key: serverKey, padding: constants.RSA_PKCS1_PADDING }, premaster);
  } catch {
    throw new EngineAlert('bad_certificate', "the RSA key of the server's certificate cannot encrypt");
  }
}

/**
 * The premaster secret in `encrypted`, of the modulus's length; if it is not what RFC 2246 7.4.7.1 wants (padding, length, version), a fresh
 * random one instead, drawn beforehand (RFC 5246 7.4.7.1, first alternative), so that the handshake fails at Finished like one with any
 * wrong key and nobody learns why. `versions`: the client_version of its hello, and the negotiated one, which old clients write (RFC 5246
 * allows to take it).
 */
export function openPremaster(key: KeyObject, encrypted: Buffer, versions: readonly [number, number]): Buffer {
  const random = randomBytes(PREMASTER_LENGTH);
  const block = decrypt(key, encrypted);
  const start = block.length - PREMASTER_LENGTH;
  // Every byte is looked at whatever the others are; `wrong` stays 0 only when all are right.
  let wrong = (block[0] ?? 1) | ((block[1] ?? 0) ^ 2) | (block[start - 1] ?? 1);
  for (let at = 2; at < start - 1; at++) wrong |= oneIfZero(block[at] ?? 0);
  const version = ((block[start] ?? 0) << 8) | (block[start + 1] ?? 0);
  wrong |= oneIfNonZero(version ^ versions[0]) & oneIfNonZero(version ^ versions[1]);
  const keep = oneIfNonZero(wrong) - 1; // all bits set when nothing is wrong
  const premaster = Buffer.allocUnsafe(PREMASTER_LENGTH);
  for (let at = 0; at < PREMASTER_LENGTH; at++) {
    premaster[at] = ((block[start + at] ?? 0) & keep) | ((random[at] ?? 0) & ~keep);
  }
  return premaster;
}

/** The padded block, as long as the modulus. OpenSSL's own unpadding is not asked: its errors would tell right from wrong. */
function decrypt(key: KeyObject, encrypted: Buffer): Buffer {
  try {
    return privateDecrypt({ key, padding: constants.RSA_NO_PADDING }, encrypted);
  } catch {
    // A number above the modulus, which anybody can tell from the certificate: a block that is wrong in all its bytes.
    return Buffer.alloc(encrypted.length);
  }
}

function oneIfZero(byte: number): number {
  return ((byte - 1) >>> 31) & 1;
}

function oneIfNonZero(number: number): number {
  return ((number | -number) >>> 31) & 1;
}
