import { HarnessError } from '../errors/index.js';

/** The longest key the cipher's key schedule uses. */
export const MAX_RC4_KEY_BYTES = 256;

/**
 * `data` under RC4 with a fresh state for `key` (1 to 256 bytes); the same call decrypts.
 * For NTLM session keys and signatures, which OpenSSL 3 no longer serves.
 */
export function rc4(key: Buffer, data: Buffer): Buffer {
  return new Rc4(key).update(data);
}

/** RC4 whose key stream goes on from one call to the next, as TLS records need it. */
export class Rc4 {
  readonly #state = new Uint8Array(256);
  #i = 0;
  #j = 0;

  constructor(key: Buffer) {
    if (key.length === 0 || key.length > MAX_RC4_KEY_BYTES) {
      throw new HarnessError('WIRE_INVALID', {
        what: 'The RC4 key',
        place: 'its length',
        detail: `${key.length} bytes, not 1 to ${MAX_RC4_KEY_BYTES}`,
      });
    }
    const state = this.#state;
    for (let i = 0; i < 256; i++) state[i] = i;
    for (let i = 0, j = 0; i < 256; i++) {
      const here = state[i] ?? 0;
      j = (j + here + (key[i % key.length] ?? 0)) & 255;
      state[i] = state[j] ?? 0;
      state[j] = here;
    }
  }

  update(data: Buffer): Buffer {
    const state = this.#state;
    const out = Buffer.alloc(data.length);
    for (let n = 0; n < data.length; n++) {
      this.#i = (this.#i + 1) & 255;
      const a = state[this.#i] ?? 0;
      this.#j = (this.#j + a) & 255;
      const b = state[this.#j] ?? 0;
      state[this.#i] = b;
      state[this.#j] = a;
      out[n] = (data[n] ?? 0) ^ (state[(a + b) & 255] ?? 0);
    }
    return out;
  }
}
