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

/** Words are written in the machine's order of bytes; on a big-endian one every byte goes alone. */
const LITTLE_ENDIAN = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;

/** RC4 whose key stream goes on from one call to the next, as TLS records need it. */
export class Rc4 {
  readonly #state = new Int32Array(256);
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

  /** Another that goes on from here on its own. */
  copy(): Rc4 {
    const copy = new Rc4(Buffer.of(0));
    copy.#state.set(this.#state);
    copy.#i = this.#i;
    copy.#j = this.#j;
    return copy;
  }

  /** `data` xor the next bytes of the key stream, in new memory. */
  update(data: Buffer): Buffer {
    const out = Buffer.allocUnsafe(data.length);
    data.copy(out);
    // Four bytes a turn, written out: one by one, or in an inner loop, takes nearly twice as long.
    const whole = LITTLE_ENDIAN && out.byteOffset % 4 === 0 ? data.length & ~3 : 0;
    this.#words(new Int32Array(out.buffer, whole > 0 ? out.byteOffset : 0, whole / 4));
    this.#bytes(out.subarray(whole));
    return out;
  }

  // The casts: every index below is masked to 0..255, and a fallback in this loop costs a third of its speed.
  #words(words: Int32Array): void {
    const s = this.#state;
    let i = this.#i;
    let j = this.#j;
    for (let n = 0; n < words.length; n++) {
      i = (i + 1) & 255;
      let a = s[i] as number;
      j = (j + a) & 255;
      let b = s[j] as number;
      s[i] = b;
      s[j] = a;
      let stream = s[(a + b) & 255] as number;
      i = (i + 1) & 255;
      a = s[i] as number;
      j = (j + a) & 255;
      b = s[j] as number;
      s[i] = b;
      s[j] = a;
      stream |= (s[(a + b) & 255] as number) << 8;
      i = (i + 1) & 255;
      a = s[i] as number;
      j = (j + a) & 255;
      b = s[j] as number;
      s[i] = b;
      s[j] = a;
      stream |= (s[(a + b) & 255] as number) << 16;
      i = (i + 1) & 255;
      a = s[i] as number;
      j = (j + a) & 255;
      b = s[j] as number;
      s[i] = b;
      s[j] = a;
      stream |= (s[(a + b) & 255] as number) << 24;
      words[n] = (words[n] as number) ^ stream;
    }
    this.#i = i;
    this.#j = j;
  }

  #bytes(bytes: Buffer): void {
    const s = this.#state;
    for (let n = 0; n < bytes.length; n++) {
      this.#i = (this.#i + 1) & 255;
      const a = s[this.#i] as number;
      this.#j = (this.#j + a) & 255;
      const b = s[this.#j] as number;
      s[this.#i] = b;
      s[this.#j] = a;
      bytes[n] = (bytes[n] as number) ^ (s[(a + b) & 255] as number);
    }
  }
}
