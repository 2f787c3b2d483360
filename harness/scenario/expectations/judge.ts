import type { Diagnosis } from '../../diagnosis/index.js';
import type { FiredFault } from '../../faults/index.js';
import type { JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/record.js';
import type { ChangeResult } from '../changes/plan.js';
import type { ExpectSpec } from '../schema/expect.js';
import { judgeEvents } from './events.js';
import { judgeNothingElse } from './nothing-else.js';
import { itemOf } from './pattern.js';
import { readyFor } from './ready.js';

/** What a run gave, for judging. */
export interface RunEvidence {
  /** Of the whole run, or of one phone of several. */
  readonly events: readonly JournalEvent[];
  /** The phone's diagnosis; undefined when the harness never saw the phone. */
  readonly diagnosis: Diagnosis | undefined;
  /** Last text on the emulated phone's screen; undefined with a real phone. */
  readonly screen: string | undefined;
  /** What the emulated phone runs at the end; undefined with a real phone. */
  readonly firmware?: string | undefined;
  /** The scenario's faults, and how often each was carried out. */
  readonly faults?: readonly FiredFault[];
  /** Its changes, and what became of each. */
  readonly changes?: readonly ChangeResult[];
  /** Faults that stood there and are judged elsewhere. */
  readonly standing?: readonly FiredFault[];
  /** Of the whole run, where `events` are those of one phone: what was ready. */
  readonly all?: readonly JournalEvent[];
}

/** Judge every expectation of a variant; that its faults and changes are carried out is one too. */
export function judge(expect: ExpectSpec, run: RunEvidence): ExpectationRecord[] {
  const outcome = run.diagnosis?.outcome ?? 'sign-in-failed';
  const finding = run.diagnosis?.findings[0]?.id ?? 'none';
  const { expected, records } = judgeEvents(expect.events ?? [], run.events);
  return [
    ...(expect.outcome === undefined
      ? []
      : [judgeValue('outcome', explainOutcome(expect.outcome), expect.outcome, outcome)]),
    ...(expect.finding === undefined
      ? []
      : [judgeValue('finding', explainFinding(expect.finding), expect.finding, finding)]),
    ...records.map((record, index) => withReady(record, expect, index, run)),
    ...(expect.nothingElse === undefined ? [] : [judgeNothingElse(expect.nothingElse, expected, run.events)]),
    ...(expect.screen === undefined ? [] : [judgeScreen(expect.screen, run.screen)]),
    ...(expect.phone === undefined ? [] : [judgeFirmware(expect.phone.firmware, run.firmware)]),
    ...(run.faults ?? []).map(judgeFault),
    ...(run.changes ?? []).map(judgeChange),
  ];
}

/** A missing event, with what the harness had ready for it. */
function withReady(
  record: ExpectationRecord,
  { events = [] }: ExpectSpec,
  index: number,
  run: RunEvidence,
): ExpectationRecord {
  const written = events[index];
  if (record.status !== 'missing' || written === undefined) return record;
  const item = itemOf(written);
  const pattern = item.kind === 'any' ? item.patterns[0] : item.pattern;
  const ready = pattern ? readyFor(pattern, run.all ?? run.events, run.faults ?? run.standing ?? []) : [];
  return ready.length === 0 ? record : { ...record, ready };
}

export function explainOutcome(outcome: NonNullable<ExpectSpec['outcome']>): string {
  return outcome === 'signed-in'
    ? 'The Front End accepts the phone’s signed REGISTER.'
    : 'The phone does not get as far as an accepted REGISTER.';
}

export function explainFinding(finding: string): string {
  return finding === 'none' ? 'The diagnosis finds nothing wrong.' : `The diagnosis finds ${finding}.`;
}

export function explainScreen(text: string): string {
  return `The phone’s screen ends on “${text}”.`;
}

export function explainFirmware(version: string): string {
  return `The phone runs firmware ${version} at the end.`;
}

export function explainArmed(sentence: string): string {
  return `A fault is carried out. ${sentence}`;
}

export function explainDue(sentence: string): string {
  return `A change is carried out. ${sentence}`;
}

function judgeFault({ sentence, count }: FiredFault): ExpectationRecord {
  const explain = explainArmed(sentence);
  if (count > 0) return { kind: 'fault', explain, status: 'met' };
  return { kind: 'fault', explain, status: 'missing', instead: 'it never was: no such occasion came' };
}

function judgeChange({ made, instead, sentence }: ChangeResult): ExpectationRecord {
  const explain = explainDue(sentence);
  if (made) return { kind: 'change', explain, status: 'met' };
  return { kind: 'change', explain, status: 'missing', instead };
}

function judgeScreen(expected: string, actual: string | undefined): ExpectationRecord {
  const explain = explainScreen(expected);
  if (actual === undefined) return { kind: 'screen', explain, status: 'not-observable' };
  return judgeValue('screen', explain, expected, actual);
}

function judgeFirmware(expected: string, actual: string | undefined): ExpectationRecord {
  const explain = explainFirmware(expected);
  if (actual === undefined) return { kind: 'firmware', explain, status: 'not-observable' };
  return judgeValue('firmware', explain, expected, actual);
}

function judgeValue(
  kind: ExpectationRecord['kind'],
  explain: string,
  expected: string,
  actual: string,
): ExpectationRecord {
  if (expected === actual) return { kind, explain, status: 'met' };
  return { kind, explain, status: 'missing', instead: `expected ${expected}, was ${actual}` };
}
