import { appendFileSync, existsSync, readFileSync, statSync } from 'node:fs';
import { z } from 'zod';
import { HarnessError } from '../../foundation/errors/index.js';
import { version } from '../../version.js';
import { writing } from '../replace-file.js';
import type { Decided } from './watch.js';

/** Largest history read: some fifty thousand verdicts. */
export const MAX_HISTORY_BYTES = 16 * 1024 * 1024;

const entrySchema = z.object({
  /** ISO 8601, of the machine's own clock: scenarios may be set in 2014. */
  at: z.iso.datetime(),
  device: z.string(),
  model: z.string().optional(),
  firmware: z.string().optional(),
  scenario: z.string(),
  variant: z.string(),
  status: z.enum(['passed', 'failed']),
  reason: z.string(),
  outcome: z.enum(['signed-in', 'sign-in-failed']),
  finding: z.string(),
  version: z.string(),
});

/** One verdict on one device. */
export type HistoryEntry = z.infer<typeof entrySchema>;

/** The verdicts a lab came to, a line each, in a file that outlives it. */
export class LabHistory {
  readonly #file: string | undefined;
  readonly #entries: HistoryEntry[];

  private constructor(file: string | undefined, entries: HistoryEntry[]) {
    this.#file = file;
    this.#entries = entries;
  }

  /** Without a file it remembers this process's alone. Errors: HISTORY_INVALID, FILE_UNREADABLE. */
  static open(file: string | undefined): LabHistory {
    return new LabHistory(file, file !== undefined && existsSync(file) ? read(file) : []);
  }

  get entries(): readonly HistoryEntry[] {
    return this.#entries;
  }

  /** Of one device, the oldest first. */
  of(device: string): HistoryEntry[] {
    return this.#entries.filter((entry) => entry.device === device);
  }

  /** Errors: FILE_UNWRITABLE. */
  add(entry: HistoryEntry): void {
    this.#entries.push(entry);
    const file = this.#file;
    if (file === undefined) return;
    writing(file, () => appendFileSync(file, `${JSON.stringify(entry)}\n`, { mode: 0o600 }));
  }

  /**
   * What is worth knowing when the device comes to this variant: how it went last time, and since when it is otherwise.
   * Sentences.
   */
  told(device: string, scenario: string, variant: string, now: Date): string[] {
    const here = this.of(device).filter((entry) => entry.scenario === scenario && entry.variant === variant);
    const last = here.at(-1);
    if (!last) {
      const other = this.of(device).at(-1);
      if (!other) return [];
      return [
        `It is new to this variant; last it ${what(other)} ${other.scenario}, ${other.variant}, ${when(other, now)}.`,
      ];
    }
    const before = here.findLast(({ status }) => status !== last.status);
    return [
      `It ${what(last)} this ${when(last, now)}${withFirmware(last)}.`,
      ...(last.status === 'failed' && before ? [`It passed ${when(before, now)}${withFirmware(before)}.`] : []),
    ];
  }
}

/** A verdict as history keeps it. */
export function historyEntry({ card, judged, variant, verdict }: Decided, scenario: string, at: Date): HistoryEntry {
  return {
    at: at.toISOString(),
    device: card.device,
    ...(card.model !== undefined && { model: card.model }),
    ...(card.firmware !== undefined && { firmware: card.firmware }),
    scenario,
    variant: variant.name,
    status: verdict.status,
    reason: verdict.reason,
    outcome: judged.outcome,
    finding: judged.diagnosis?.findings[0]?.id ?? 'none',
    version: version(),
  };
}

function read(file: string): HistoryEntry[] {
  let text: string;
  try {
    if (statSync(file).size > MAX_HISTORY_BYTES) throw new Error(`it is larger than ${MAX_HISTORY_BYTES} bytes`);
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
  const lines = text.split('\n');
  // A process that was killed may leave half a line.
  lines.pop();
  return lines.flatMap((line, index) => (line === '' ? [] : [entryOf(line, file, index + 1)]));
}

function entryOf(line: string, file: string, number: number): HistoryEntry {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw new HarnessError('HISTORY_INVALID', { file, line: number, detail: 'it is no JSON' }, { cause: error });
  }
  const result = entrySchema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new HarnessError('HISTORY_INVALID', {
    file,
    line: number,
    detail: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'it is no verdict'}`,
  });
}

function what({ finding, status }: HistoryEntry): string {
  return status === 'passed' ? 'passed' : `failed${finding === 'none' ? '' : ` (${finding})`}`;
}

function withFirmware({ firmware }: HistoryEntry): string {
  return firmware === undefined ? '' : `, with firmware ${firmware}`;
}

function when({ at }: HistoryEntry, now: Date): string {
  const days = Math.floor((now.getTime() - Date.parse(at)) / 86_400_000);
  const ago = days <= 0 ? 'today' : days === 1 ? 'yesterday' : `${days} days ago`;
  return `on ${at.slice(0, 10)} (${ago})`;
}
