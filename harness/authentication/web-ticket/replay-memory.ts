/** Messages remembered at once; beyond, the oldest is forgotten. A lab's phones send a handful an hour. */
export const MAX_REMEMBERED_MESSAGES = 10_000;

/** Which messages came already, for as long as each could be used again. Times are milliseconds of one clock. */
export class ReplayMemory {
  readonly #until = new Map<string, number>();

  /** Remember it; true when it came before and its time is not over. */
  isRepeated(message: string, now: number, until: number): boolean {
    const known = this.#until.get(message);
    if (known !== undefined && now < known) return true;
    this.#until.delete(message);
    this.#until.set(message, until);
    const [oldest] = this.#until.keys();
    if (this.#until.size > MAX_REMEMBERED_MESSAGES && oldest !== undefined) this.#until.delete(oldest);
    return false;
  }
}
