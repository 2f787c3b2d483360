/** How many numbers back a message may arrive late (MS-SIP 3.1.5.1: the client keeps 256). */
export const REPLAY_WINDOW = 256;

const WORD_BITS = 32;

/** Accepts each number once, in any order within the window behind the highest one seen. */
export class ReplayWindow {
  #highest = 0;
  /** A bit for each number of the window, in the place that the number has modulo its size. */
  readonly #seen = new Uint32Array(REPLAY_WINDOW / WORD_BITS);

  /** False for a number that was taken before or is too old to know. */
  take(number: number): boolean {
    if (number <= this.#highest - REPLAY_WINDOW) return false;
    if (number > this.#highest) this.#moveTo(number);
    const place = number % REPLAY_WINDOW;
    const word = place >>> 5;
    const bit = 1 << (place & (WORD_BITS - 1));
    const seen = this.#seen[word] ?? 0;
    if ((seen & bit) !== 0) return false;
    this.#seen[word] = seen | bit;
    return true;
  }

  /** The places of what falls out of the window are those of the numbers between. */
  #moveTo(number: number): void {
    if (number - this.#highest >= REPLAY_WINDOW) this.#seen.fill(0);
    else for (let next = this.#highest + 1; next <= number; next++) this.#clear(next % REPLAY_WINDOW);
    this.#highest = number;
  }

  #clear(place: number): void {
    const word = place >>> 5;
    this.#seen[word] = (this.#seen[word] ?? 0) & ~(1 << (place & (WORD_BITS - 1)));
  }
}
