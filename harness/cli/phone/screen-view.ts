import type { PhoneState } from '../../phone/index.js';
import { printable } from './printable.js';

/** Columns inside the frame; the longest text of a display breaks into two lines. */
const COLUMNS = 46;
/** Lines the text has. */
const TEXT_LINES = 3;

/** A phone's display in plain characters, the way a person in front of it sees it; always as many lines. */
export function screenLines(state: PhoneState): string[] {
  const { address, date, firmware, mac, model, outcome, registered, screen, sipAddress, step } = state;
  const who = sipAddress ?? 'nobody is signed in';
  const how = registered === undefined ? (outcome ?? step) : `registered by ${registered}`;
  return [
    `┌${'─'.repeat(COLUMNS + 2)}┐`,
    row(`${date.slice(11, 16)}  ${date.slice(0, 10)}`, model),
    row(who, ''),
    row('', ''),
    ...wrapped(screen).map((line) => row(`  ${line}`, '')),
    row('', ''),
    row(how, firmware),
    row(address, mac),
    `└${'─'.repeat(COLUMNS + 2)}┘`,
  ];
}

function row(left: string, right: string): string {
  const room = COLUMNS - right.length;
  const text = printable(left);
  const shown = text.length > room ? `${text.slice(0, Math.max(0, room - 1))}…` : text;
  return `│ ${shown.padEnd(room)}${right} │`;
}

/** Exactly `TEXT_LINES` lines; words are kept whole where they fit. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= COLUMNS - 2) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return Array.from({ length: TEXT_LINES }, (_, index) => lines[index] ?? '');
}

/** Draws a display on a terminal over and over in its place; where there is none, one below the other. */
export class ScreenView {
  readonly #stream: { write(text: string): unknown; readonly isTTY?: boolean };
  #drawn = '';

  constructor(stream: { write(text: string): unknown; readonly isTTY?: boolean }) {
    this.#stream = stream;
  }

  /** Draws it where it differs from what is there. */
  draw(state: PhoneState): void {
    const lines = screenLines(state);
    const text = lines.join('\n');
    if (text === this.#drawn) return;
    // Back to the first line of the frame before, each line overwritten to its end.
    const back = this.#stream.isTTY && this.#drawn !== '' ? `\u001b[${lines.length}A` : '';
    this.#stream.write(`${back}${this.#stream.isTTY ? lines.map((line) => `${line}\u001b[K`).join('\n') : text}\n`);
    this.#drawn = text;
  }

  /** A line below the display, which is drawn anew beneath it from then on: somebody types in between. */
  below(line: string): void {
    this.#stream.write(`${printable(line)}\n`);
    this.#drawn = '';
  }
}
