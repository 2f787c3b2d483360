import { hash } from 'node:crypto';

export type HmacHash = 'md5' | 'sha1' | 'sha256' | 'sha384';

const digestLength: Readonly<Record<HmacHash, number>> = { md5: 16, sha1: 20, sha256: 32, sha384: 48 };
/** A derivation's seed fits, so its scratch never grows. */
const FIRST_CAPACITY = 192;

/**
 * HMAC (RFC 2104) of many messages under one key. Half the cost of `createHmac` for short messages, which TLS has by the dozen:
 * a hash in one call, with the padded key prepared, needs no object of OpenSSL's for every message.
 */
export class HmacKey {
  /** Bytes of a digest. */
  readonly length: number;
  readonly #hash: HmacHash;
  readonly #block: number;
  /** The key xor 0x36..., then the message. */
  #inner: Buffer;
  /** The key xor 0x5c..., then the inner digest. */
  readonly #outer: Buffer;

  constructor(hashName: HmacHash, key: Buffer) {
    this.#hash = hashName;
    this.length = digestLength[hashName];
    this.#block = hashName === 'sha384' ? 128 : 64;
    const short = key.length > this.#block ? hash(hashName, key, 'buffer') : key;
    this.#inner = Buffer.alloc(this.#block + FIRST_CAPACITY);
    this.#outer = Buffer.alloc(this.#block + this.length);
    for (let i = 0; i < this.#block; i++) {
      const byte = short[i] ?? 0;
      this.#inner[i] = byte ^ 0x36;
      this.#outer[i] = byte ^ 0x5c;
    }
  }

  /** The digest of `first` followed by `second`. */
  digest(first: Buffer, second?: Buffer): Buffer {
    const block = this.#block;
    const end = block + first.length + (second?.length ?? 0);
    if (end > this.#inner.length) this.#grow(end);
    first.copy(this.#inner, block);
    second?.copy(this.#inner, block + first.length);
    // As text, because a digest given as a Buffer costs three times as much.
    this.#outer.write(hash(this.#hash, this.#inner.subarray(0, end), 'binary'), block, 'latin1');
    return Buffer.from(hash(this.#hash, this.#outer, 'binary'), 'latin1');
  }

  #grow(needed: number): void {
    const inner = Buffer.alloc(Math.max(needed, 2 * this.#inner.length));
    this.#inner.copy(inner, 0, 0, this.#block);
    this.#inner = inner;
  }
}
