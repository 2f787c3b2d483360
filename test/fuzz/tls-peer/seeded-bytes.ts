import { createHash } from 'node:crypto';

/** Bytes that follow from a seed alone, so that a failing case can be run again. */
export class SeededBytes {
  readonly #seed: string;
  #counter = 0;

  constructor(seed: number) {
    this.#seed = String(seed);
  }

  bytes(length: number): Buffer {
    const blocks: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      blocks.push(
        createHash('sha256')
          .update(`${this.#seed} ${this.#counter++}`)
          .digest(),
      );
    }
    return Buffer.concat(blocks).subarray(0, length);
  }

  /** None of them zero, as PKCS #1 padding needs them. */
  nonZero(length: number): Buffer {
    return Buffer.from(this.bytes(length).map((byte) => (byte === 0 ? 1 : byte)));
  }
}
