/** So many characters are handed over at once without waiting for the turn's end: a long turn must not gather without bound. */
const MOST_GATHERED = 64 * 1024;

/** Who has gathered something. One listener of the process's end serves them all: setting one for every turn costs as much as a line. */
const gathering = new Set<TurnLines>();
let atExit: (() => void) | undefined;

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
    if (this.#gathered === '') this.#begin();
    this.#gathered += text;
    if (this.#gathered.length > MOST_GATHERED) this.flush();
  }

  /** Write now what is gathered. */
  flush(): void {
    const text = this.#gathered;
    if (text === '') return;
    this.#gathered = '';
    gathering.delete(this);
    this.#write(text);
  }

  #begin(): void {
    process.nextTick(this.#turnOver);
    gathering.add(this);
    if (atExit) return;
    atExit = () => {
      for (const lines of gathering) lines.flush();
    };
    process.on('exit', atExit);
  }

  readonly #turnOver = (): void => this.flush();
}
