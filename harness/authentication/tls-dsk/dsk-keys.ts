import { HarnessError } from '../../foundation/errors/index.js';
import { HmacKey } from '../../foundation/primitives/hmac.js';
import { sameText } from '../../foundation/primitives/same-text.js';
import type { SigningKeys } from '../security-association/signing-keys.js';

export type DskHash = 'md5' | 'sha1' | 'sha256' | 'sha384';

/** Label of the key material (MS-SIPAE 3.2.5.1; the label of RFC 5216). */
export const DSK_LABEL = 'client EAP encryption';

/** Bytes taken from the PRF; the keys are the third and fourth quarter. */
export const DSK_KEY_MATERIAL_BYTES = 128;

const CLIENT_KEY_FROM = 64;
const SERVER_KEY_FROM = 96;

/**
 * The signing keys of one side: HMAC over the signature string, hash output not truncated (MS-SIPAE 3.2.5.1, observed).
 * `keyMaterial` is the 128 bytes of the exporter.
 */
export function dskKeys(keyMaterial: Buffer, hash: DskHash, side: 'client' | 'server'): SigningKeys {
  const client = new HmacKey(hash, keyMaterial.subarray(CLIENT_KEY_FROM, SERVER_KEY_FROM));
  const server = new HmacKey(hash, keyMaterial.subarray(SERVER_KEY_FROM, DSK_KEY_MATERIAL_BYTES));
  const [own, peer] = side === 'client' ? [client, server] : [server, client];
  return {
    sign: (text) => own.hexOfText(text),
    verify: (text, signature) => sameText(signature, peer.hexOfText(text)),
  };
}

/**
 * The HMAC hash that goes with a negotiated suite, by its OpenSSL or IANA name.
 * MD5, SHA-1 observed; SHA-256 and SHA-384 inferred from the length of signatures in traces.
 */
export function dskHash(suiteName: string, version: string): DskHash {
  const name = suiteName.toUpperCase();
  if (/[-_]SHA384$/.test(name)) return 'sha384';
  if (/[-_]SHA256$/.test(name)) return 'sha256';
  if (/[-_]MD5$/.test(name)) return 'md5';
  if (/[-_]SHA1?$/.test(name)) return 'sha1';
  throw new HarnessError('TLS_DSK_HASH_UNKNOWN', { suite: `${suiteName} (${version})` });
}
