/** So many characters are handed over at once without waiting for the turn's end: a long turn must not gather without bound. */
const MOST_GATHERED = 64 * 1024;

/** Who has gathered something. One listener of the process's end serves them all: setting one for every turn costs as much as a line. */
const gathering = new Set<TurnLines>();
let atExit: (() => void) | undefined;
/** Something was written in this round of the event loop already. */
let roundBegun = false;

/**
 * Gathers what is written within one turn (one datagram, one read of a connection) and writes it as one piece: the first
 * turn's at its end, that of the turns which follow in the same round of the event loop when the round ends, before the
 * process waits for anything again. Who sends one message at a time finds it written before the next; of a flood many are
 * written together, for half of what a busy server spends on its journal is the system call a line. A process that ends in
 * between writes first.
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
    gathering.add(this);
    if (!roundBegun) {
      roundBegun = true;
      process.nextTick(flushAll);
      setImmediate(endRound);
    }
    if (atExit) return;
    atExit = flushAll;
    process.on('exit', atExit);
  }
}

function endRound(): void {
  roundBegun = false;
  flushAll();
}

function flushAll(): void {
  for (const lines of gathering) lines.flush();
}
