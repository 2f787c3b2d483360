import { createHash } from 'node:crypto';

/**
 * Visible identifiers and orders drawn from the run's seed, so that a run can be repeated.
 * Never for keys, tickets, nonces or anything an attacker must not guess: those come from `node:crypto`.
 */
export class SeededRandom {
  readonly seed: string;
  #counter = 0;

  constructor(seed: string) {
    this.seed = seed;
  }

  /** `length` bytes, the next of the sequence. */
  bytes(length: number): Buffer {
    const parts: Buffer[] = [];
    for (let have = 0; have < length; have += 32) {
      parts.push(
        createHash('sha256')
          .update(`${this.seed}:${this.#counter++}`)
          .digest(),
      );
    }
    return Buffer.concat(parts).subarray(0, length);
  }

  /** Upper-case or lower-case hex digits; `digits` must be even. */
  hex(digits: number): string {
    return this.bytes(digits / 2).toString('hex');
  }

  /** An integer in [0, limit). */
  below(limit: number): number {
    return this.bytes(6).readUIntBE(0, 6) % limit;
  }

  /** A random UUID in lower case, version 4. */
  uuid(): string {
    const b = this.bytes(16);
    b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
    b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
    const h = b.toString('hex');
    return `${h.slice(0, 8)}-${h.slice(8, 12)}-${h.slice(12, 16)}-${h.slice(16, 20)}-${h.slice(20)}`;
  }

  /** The same items in an order drawn. */
  shuffled<T>(items: readonly T[]): T[] {
    const rest = [...items];
    return items.flatMap(() => rest.splice(this.below(rest.length), 1));
  }

  /** An independent sequence for one purpose, so that adding a draw elsewhere moves nothing here. */
  derive(purpose: string): SeededRandom {
    return new SeededRandom(`${this.seed}/${purpose}`);
  }
}
