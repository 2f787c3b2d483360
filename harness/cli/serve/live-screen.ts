import { performance } from 'node:perf_hooks';
import { TurnLines } from '../../foundation/turn-lines.js';
import type { JournalEvent } from '../../journal/index.js';
import { liveLine } from './watch.js';

/** More lines a second nobody reads; a phone that signs in makes some fifty. */
export const MOST_LINES_A_SECOND = 200;
const SECOND_MS = 1000;

/**
 * The running line of a lab at work. In a flood it says how many lines were left out, for the journal has them all: whoever reads
 * the screen slowly, or through a pipe, must not hold up the servers.
 */
export class LiveScreen {
  readonly #lines: TurnLines;
  readonly #nowMs: () => number;
  #second = Number.NEGATIVE_INFINITY;
  #shown = 0;
  #leftOut = 0;
  #later: NodeJS.Timeout | undefined;

  /** `nowMs` tells when a second is over. */
  constructor(write: (text: string) => void, nowMs: () => number = () => performance.now()) {
    this.#lines = new TurnLines(write);
    this.#nowMs = nowMs;
  }

  show(event: JournalEvent): void {
    if (!this.#hasRoom()) return;
    const line = liveLine(event);
    if (line !== undefined) this.#add(`${line}\n`);
  }

  /** A line the watcher has to say of what happened, which a flood of strangers makes as many of. */
  say(line: string): void {
    if (this.#hasRoom()) this.#add(line);
  }

  /** What nobody may miss, such as a verdict; behind what was shown before. */
  tell(text: string): void {
    this.#lines.add(text);
  }

  #add(line: string): void {
    this.#shown++;
    this.#lines.add(line);
  }

  /** False when this second has shown all it may; what is not shown is counted. */
  #hasRoom(): boolean {
    const now = this.#nowMs();
    if (now - this.#second >= SECOND_MS) {
      this.#tellLeftOut();
      this.#second = now;
      this.#shown = 0;
    }
    if (this.#shown < MOST_LINES_A_SECOND) return true;
    this.#leftOut++;
    this.#later ??= setTimeout(this.#tellLeftOut, SECOND_MS).unref();
    return false;
  }

  readonly #tellLeftOut = (): void => {
    clearTimeout(this.#later);
    this.#later = undefined;
    if (this.#leftOut > 0) this.#lines.add(`… ${this.#leftOut} more events, all in the journal\n`);
    this.#leftOut = 0;
  };
}
