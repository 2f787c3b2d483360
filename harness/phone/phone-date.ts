import type { Clock } from '../foundation/clock/index.js';
import type { EventTime } from '../journal/index.js';

/** The date a phone wakes up to without a battery clock. The real one is unknown; 2006 appears in a field report. */
export const POWER_ON_DATE = new Date(Date.UTC(2006, 0, 1));

/** The phone's own date: from its power-on date, and from the time server's answer on, plus what has elapsed. */
export class PhoneDate implements EventTime {
  readonly #clock: Clock;
  readonly #powerOnDate: number;
  #base: number;
  #at: number;
  #offset: number | undefined;

  constructor(clock: Clock, powerOnDate: Date = POWER_ON_DATE) {
    this.#clock = clock;
    this.#powerOnDate = powerOnDate.getTime();
    this.#base = this.#powerOnDate;
    this.#at = clock.elapsed();
  }

  /** Forget what a time server said. */
  powerOn(): void {
    this.#base = this.#powerOnDate;
    this.#at = this.#clock.elapsed();
    this.#offset = undefined;
  }

  now(): Date {
    return new Date(this.#base + this.elapsed() - this.#at);
  }

  elapsed(): number {
    return this.#clock.elapsed();
  }

  /** What a time server says it is now. */
  set(date: Date): void {
    this.#offset = date.getTime() - this.now().getTime();
    this.#base = date.getTime();
    this.#at = this.#clock.elapsed();
  }

  /** Milliseconds the time server moved the date by; undefined before it answered. */
  get offset(): number | undefined {
    return this.#offset;
  }
}
