import { createHash } from 'node:crypto';

/** Where key identifiers are computed from: the octets of the key, or its whole SubjectPublicKeyInfo. */
export interface IdentifiedKey {
  readonly keyOctets: Buffer;
  readonly publicKeyInfo: Buffer;
}

type Method = (key: IdentifiedKey) => Buffer;

const digest = (hash: string, bytes: Buffer) => createHash(hash).update(bytes).digest();

/** RFC 5280 4.2.1.2 (1) and (2), RFC 7093 2 (1) to (4), and SHA-1 over the whole key information, which also occurs. */
const methods: readonly Method[] = [
  ({ keyOctets }) => digest('sha1', keyOctets),
  ({ publicKeyInfo }) => digest('sha1', publicKeyInfo),
  ({ keyOctets }) => shortForm(digest('sha1', keyOctets)),
  ...['sha256', 'sha384', 'sha512'].flatMap((hash): Method[] => [
    ({ keyOctets }) => digest(hash, keyOctets).subarray(0, 20),
    ({ keyOctets }) => digest(hash, keyOctets),
    ({ publicKeyInfo }) => digest(hash, publicKeyInfo),
  ]),
];

/** Four bits 0100 and the last 60 of the digest. */
function shortForm(sha1: Buffer): Buffer {
  const octets = Buffer.from(sha1.subarray(12));
  octets[0] = 0x40 | ((octets[0] ?? 0) & 0x0f);
  return octets;
}

/** Whether an identifier was computed from that key in a known way. */
export function identifies(identifier: Buffer, key: IdentifiedKey): boolean {
  return methods.some((method) => method(key).equals(identifier));
}

/**
 * The identifier of a new key, computed as the original's was. One that came about in no known way, a number some
 * authorities chose freely, is replaced by octets of the new key's digest, equally many.
 */
export function identifierLike(original: Buffer, originalKey: IdentifiedKey, newKey: IdentifiedKey): Buffer {
  const method = methods.find((one) => one(originalKey).equals(original));
  if (method !== undefined) return method(newKey);
  return identifierOfLength(newKey, original.length);
}

export function identifierOfLength({ keyOctets }: IdentifiedKey, length: number): Buffer {
  const octets = digest('sha1', keyOctets);
  return length <= octets.length ? octets.subarray(0, length) : Buffer.alloc(length, octets);
}
