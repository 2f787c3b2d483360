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
    if (number > this.#highest) this.#moveTo(number);
    return true;
  }

  /** Forgets what falls out of the window, which is one number a message as a rule. */
  #moveTo(number: number): void {
    const last = Math.min(number, this.#highest + REPLAY_WINDOW) - REPLAY_WINDOW;
    for (let old = this.#highest - REPLAY_WINDOW + 1; old <= last; old++) this.#seen.delete(old);
    this.#highest = number;
  }
}
