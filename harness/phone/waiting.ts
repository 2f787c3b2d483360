import type { Clock, TimedOut } from '../foundation/clock/index.js';

/** The clock as the steps see it: the same waits, and all of them end at once when the phone is switched off. */
export class WaitingClock implements Clock {
  readonly #clock: Clock;
  readonly #power: AbortSignal;

  constructor(clock: Clock, power: AbortSignal) {
    this.#clock = clock;
    this.#power = power;
  }

  elapsed(): number {
    return this.#clock.elapsed();
  }

  /** Rejects with the signal's reason too, where one is given. */
  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#clock.sleep(ms, signal ? AbortSignal.any([this.#power, signal]) : this.#power);
  }

  async within<T>(ms: number, work: Promise<T>): Promise<T | TimedOut> {
    this.#power.throwIfAborted();
    let stop = () => {};
    const switchedOff = new Promise<never>((_, reject) => {
      stop = () => reject(this.#power.reason);
      this.#power.addEventListener('abort', stop, { once: true });
    });
    try {
      return await this.#clock.within(ms, Promise.race([work, switchedOff]));
    } finally {
      this.#power.removeEventListener('abort', stop);
    }
  }
}

/** Ends every wait of a phone that loses power; not a failure of any step. */
export class SwitchedOff extends Error {
  constructor() {
    super('the phone was switched off');
  }
}
