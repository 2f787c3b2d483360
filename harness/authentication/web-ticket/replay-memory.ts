import { LatestMap } from '../../foundation/latest-map.js';

/** Messages remembered at once; beyond, the oldest is forgotten. A lab's phones send a handful an hour. */
export const MAX_REMEMBERED_MESSAGES = 10_000;

/** Which messages came already, for as long as each could be used again. Times are milliseconds of one clock. */
export class ReplayMemory {
  readonly #until = new LatestMap<string, number>(MAX_REMEMBERED_MESSAGES);

  /** Remember it; true when it came before and its time is not over. */
  isRepeated(message: string, now: number, until: number): boolean {
    const known = this.#until.get(message);
    if (known !== undefined && now < known) return true;
    this.#until.set(message, until);
    return false;
  }
}
