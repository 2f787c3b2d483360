import type { Clock } from '../../foundation/clock/index.js';
import { HALF_OPEN_MS, MAX_HALF_OPEN } from './limits.js';
import type { Handshake, Scheme } from './schemes/index.js';

/** A handshake the client has begun and not finished, and who it says to be. */
export interface HalfOpen {
  readonly opaque: string;
  readonly scheme: Scheme;
  readonly handshake: Handshake;
  readonly user: string;
  readonly endpoint: string;
  /** Version of the signatures to come. */
  readonly version: 3 | 4;
}

/** Handshakes under way by `opaque`, bounded in number and in time. What falls out is ended. */
export class HalfOpenHandshakes {
  readonly #clock: Clock;
  readonly #entries = new Map<string, { readonly halfOpen: HalfOpen; readonly since: number }>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#entries.size;
  }

  add(halfOpen: HalfOpen): void {
    this.#dropOld();
    for (const opaque of this.#entries.keys()) {
      if (this.#entries.size < MAX_HALF_OPEN) break;
      this.#drop(opaque);
    }
    this.#entries.set(halfOpen.opaque, { halfOpen, since: this.#clock.elapsed() });
  }

  find(opaque: string): HalfOpen | undefined {
    this.#dropOld();
    return this.#entries.get(opaque)?.halfOpen;
  }

  /** Take one out for its next step, so that no second message steps it meanwhile. It is not ended. */
  take(opaque: string): void {
    this.#entries.delete(opaque);
  }

  #drop(opaque: string): void {
    this.#entries.get(opaque)?.halfOpen.handshake.end();
    this.#entries.delete(opaque);
  }

  /** Entries stand in the order of their last step, so the old ones are in front. */
  #dropOld(): void {
    for (const [opaque, { since }] of this.#entries) {
      if (this.#clock.elapsed() - since < HALF_OPEN_MS) return;
      this.#drop(opaque);
    }
  }
}
