import { createHash } from 'node:crypto';

/** What the derived bytes are for (RFC 7292 B.3). */
export const pkcs12Purpose = { key: 1, initialVector: 2, mac: 3 } as const;

/** A password as PKCS#12 hashes it: UTF-16 big-endian with a final zero character (RFC 7292 B.1). */
export function pkcs12Password(passphrase: string): Buffer {
  return Buffer.from(`${passphrase}\0`, 'utf16le').swap16();
}

/** Key derivation of PKCS#12 (RFC 7292 B.2), for hashes with blocks of 64 octets. */
export function pkcs12Derive(options: {
  readonly hash: 'sha1' | 'sha256';
  readonly password: Buffer;
  readonly salt: Buffer;
  readonly iterations: number;
  readonly purpose: number;
  readonly length: number;
}): Buffer {
  const { hash, iterations, length, password, purpose, salt } = options;
  const diversifier = Buffer.alloc(BLOCK, purpose);
  const input = Buffer.concat([repeated(salt), repeated(password)]);
  const blocks: Buffer[] = [];
  for (let made = 0; made < length; ) {
    let digest = createHash(hash).update(diversifier).update(input).digest();
    for (let i = 1; i < iterations; i++) digest = createHash(hash).update(digest).digest();
    blocks.push(digest);
    made += digest.length;
    const addend = Buffer.alloc(BLOCK, digest);
    for (let at = 0; at < input.length; at += BLOCK) addOne(input.subarray(at, at + BLOCK), addend);
  }
  return Buffer.concat(blocks).subarray(0, length);
}

const BLOCK = 64;

/** As many whole blocks as hold the bytes once, filled with them again and again. */
function repeated(bytes: Buffer): Buffer {
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(Math.ceil(bytes.length / BLOCK) * BLOCK, bytes);
}

/** `block` becomes block + addend + 1, both read as one big-endian number. */
function addOne(block: Buffer, addend: Buffer): void {
  let carry = 1;
  for (let i = BLOCK - 1; i >= 0; i--) {
    const sum = (block[i] ?? 0) + (addend[i] ?? 0) + carry;
    block[i] = sum & 0xff;
    carry = sum >> 8;
  }
}
