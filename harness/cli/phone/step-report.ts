import type { JournalEvent } from '../../journal/index.js';
import type { Style } from '../../reports/index.js';
import { printable } from './printable.js';
import { saw } from './saw.js';

/** One step of a bootstrap as the phone lived it. */
export interface ReportedStep {
  readonly step: string;
  readonly state: 'done' | 'failed';
  /** What came of it, as a sentence. */
  readonly detail: string;
  /** Of a failed one: code of the error table, and what to do. */
  readonly code?: string;
  readonly action?: string;
  /** Names, certificates and connections it met on the way, in order. */
  readonly saw: readonly string[];
}

/** Steps told of one phone: an update loop ends, and a phone that stays is watched otherwise. */
const MAX_STEPS = 500;
/** Things told of one step. */
const MAX_SEEN = 100;
const NAME_COLUMNS = 18;

/** Listens to what a phone records, and tells each step when it is over. */
export class StepReport {
  readonly steps: ReportedStep[] = [];
  readonly #tell: (step: ReportedStep) => void;
  #seen: string[] = [];

  constructor(tell: (step: ReportedStep) => void = () => {}) {
    this.#tell = tell;
  }

  listen(event: JournalEvent): void {
    if (event.type !== 'phone.step') {
      const line = saw(event);
      if (line !== undefined && this.#seen.length < MAX_SEEN) this.#seen.push(line);
      return;
    }
    const { action, code, detail = '', state, step } = event;
    if (state === 'started') {
      this.#seen = [];
      return;
    }
    const over = {
      ...{ step, state, detail, saw: this.#seen },
      ...(code !== undefined && { code }),
      ...(action !== undefined && { action }),
    };
    this.#seen = [];
    if (this.steps.length >= MAX_STEPS) return;
    this.steps.push(over);
    this.#tell(over);
  }
}

/** A step as lines: what came of it, what it met, and where it failed what to do. */
export function stepLines({ action, code, detail, saw: seen, state, step }: ReportedStep, style: Style): string {
  const indent = ' '.repeat(NAME_COLUMNS + 2);
  const mark = state === 'done' ? style.good('✓') : style.bad('✗');
  return [
    `${mark} ${step.padEnd(NAME_COLUMNS)}${printable(detail)}`,
    ...seen.map((line) => style.faint(`${indent}${printable(line)}`)),
    ...(action === undefined ? [] : [`${indent}→ ${printable(action)} (${code})`]),
    '',
  ].join('\n');
}
