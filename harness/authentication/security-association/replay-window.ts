/** How many numbers back a message may arrive late (MS-SIP 3.1.5.1: the client keeps 256). */
export const REPLAY_WINDOW = 256;

/** Accepts each number once, in any order within the window behind the highest one seen. */
export class ReplayWindow {
  #highest = 0;
  readonly #seen = new Set<number>();

  /** False for a number that was taken before or is too old to know. */
  take(number: number): boolean {
    if (number <= this.#highest - REPLAY_WINDOW || this.#seen.has(number)) return false;
    this.#seen.add(number);
    if (number > this.#highest) {
      this.#highest = number;
      for (const old of this.#seen) if (old <= number - REPLAY_WINDOW) this.#seen.delete(old);
    }
    return true;
  }
}
