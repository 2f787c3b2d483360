import type { Diagnosis } from '../../diagnosis/index.js';
import type { ExpectationRecord } from '../../reports/index.js';

/** A phone that is silent for so long has stopped: what it did last, and what to check, is shown. */
export const SILENT_MS = 90_000;
/** What must hold holds for so long before a phone that signed in has passed: what must never happen may come late. */
export const SETTLE_MS = 3_000;
/** The same for a phone that is to fail, which may try another way, or the same once more. */
export const FAILED_SETTLE_MS = 15_000;
/** A phone that is never silent is judged after so long. */
export const ATTEMPT_LIMIT_MS = 15 * 60_000;

/** How long a lab waits; milliseconds of scenario time. */
export interface Patience {
  readonly silentMs: number;
  readonly settleMs: number;
  readonly failedSettleMs: number;
  readonly limitMs: number;
}

export const usualPatience: Patience = {
  silentMs: SILENT_MS,
  settleMs: SETTLE_MS,
  failedSettleMs: FAILED_SETTLE_MS,
  limitMs: ATTEMPT_LIMIT_MS,
};

/** One device's way through a variant, at some moment. */
export interface Standing {
  readonly records: readonly ExpectationRecord[];
  /** Something is expected that does not hold of itself, before the phone does anything. */
  readonly due: boolean;
  readonly expected: Diagnosis['outcome'];
  readonly outcome: Diagnosis['outcome'];
  /** Milliseconds since its last message. */
  readonly quietMs: number;
  /** Since its first. */
  readonly ageMs: number;
  /** Since everything holds; undefined while something does not. */
  readonly completeMs: number | undefined;
  /** Since it signed in although it is not to; undefined while it has not. */
  readonly contradictedMs: number | undefined;
}

export interface Verdict {
  readonly status: 'passed' | 'failed';
  /** Why, one sentence or two. */
  readonly reason: string;
  /** What the verdict rests on. */
  readonly because: 'met' | 'forbidden' | 'contradicted' | 'silent' | 'time';
}

/** The verdict, once there can be one. */
export function decide(standing: Standing, patience: Patience): Verdict | undefined {
  const { ageMs, completeMs, contradictedMs, due, expected, quietMs, records } = standing;
  const forbidden = records.find(({ status }) => status === 'unexpected');
  if (forbidden) {
    const { explain, instead } = forbidden;
    return failed('forbidden', `Broken: ${explain}${instead === undefined ? '' : ` But ${instead}.`}`);
  }
  const settle = expected === 'signed-in' ? patience.settleMs : patience.failedSettleMs;
  // Where nothing has to come, a phone that waits for its user would have passed.
  const settled = due ? (completeMs ?? -1) >= settle : completeMs !== undefined && quietMs >= patience.silentMs;
  if (settled) return { status: 'passed', because: 'met', reason: met(records) };
  if (contradictedMs !== undefined && contradictedMs >= patience.settleMs) {
    return failed('contradicted', `It signed in, though it is not to. ${open(records)}`);
  }
  if (quietMs >= patience.silentMs) return failed('silent', `It is silent for ${seconds(quietMs)}. ${open(records)}`);
  if (ageMs >= patience.limitMs)
    return failed('time', `Its time of ${seconds(patience.limitMs)} is over. ${open(records)}`);
  return undefined;
}

/** What a run that has to end now comes to. */
export function decideNow(records: readonly ExpectationRecord[], why: string): Verdict {
  const unmet = records.filter(({ status }) => status === 'missing' || status === 'unexpected');
  if (unmet.length === 0) return { status: 'passed', because: 'met', reason: met(records) };
  return failed('time', `${why} ${open(records)}`);
}

function failed(because: Verdict['because'], reason: string): Verdict {
  return { status: 'failed', because, reason };
}

function met(records: readonly ExpectationRecord[]): string {
  const unseen = records.filter(({ status }) => status === 'not-observable').length;
  const more = unseen === 0 ? '' : ` ${unseen} can be seen with the emulated phone alone.`;
  const count = records.length - unseen;
  return `${count === 1 ? 'The one expectation is met' : `All ${count} expectations are met`}.${more}`;
}

/** What is open, the first of it with its nearest miss. */
function open(records: readonly ExpectationRecord[]): string {
  const [first, ...more] = records.filter(({ status }) => status === 'missing');
  if (!first) return 'Nothing is open, but it did not hold for long enough.';
  const miss = first.instead === undefined ? '' : ` (${first.instead})`;
  const others = more.length === 0 ? '' : ` And ${more.length} more.`;
  return `Not met: ${first.explain.replace(/\.$/, '')}${miss}.${others}`;
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}
