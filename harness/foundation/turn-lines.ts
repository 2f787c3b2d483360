/** So many characters are handed over at once without waiting for the turn's end: a long turn must not gather without bound. */
const MOST_GATHERED = 64 * 1024;

/**
 * Gathers what is written within one turn (one datagram, one read of a connection) and writes it at the turn's end as one
 * piece, before the next one begins. Half of what a busy server spends on its journal is the system call a line. A process
 * that ends in the middle of a turn writes first.
 */
export class TurnLines {
  readonly #write: (text: string) => void;
  #gathered = '';

  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  add(text: string): void {
    if (this.#gathered === '') {
      process.nextTick(this.#turnOver);
      process.once('exit', this.#turnOver);
    }
    this.#gathered += text;
    if (this.#gathered.length > MOST_GATHERED) this.flush();
  }

  /** Write now what is gathered. */
  flush(): void {
    const text = this.#gathered;
    if (text === '') return;
    this.#gathered = '';
    process.off('exit', this.#turnOver);
    this.#write(text);
  }

  readonly #turnOver = (): void => this.flush();
}
