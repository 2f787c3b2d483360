import { type Diagnosis, diagnose } from '../../diagnosis/index.js';
import type { FiredFault } from '../../faults/index.js';
import type { EventType, JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/index.js';
import { judge } from '../expectations/judge.js';
import type { ScenarioPhone, Variant } from '../scenario.js';
import type { Standing } from './verdict.js';

/** Events of one attempt that are looked at; a sign-in makes a few hundred. */
export const MAX_ATTEMPT_EVENTS = 20_000;

/** What a phone that is signed in does by itself, for hours: no sign of life of an attempt. */
const idle: ReadonlySet<EventType> = new Set([
  'front-end.keep-alive',
  'connection.closed',
  'device.section',
  'device.verdict',
]);

/** What came of an attempt by now. */
export interface Judged {
  readonly records: readonly ExpectationRecord[];
  readonly diagnosis: Diagnosis | undefined;
  readonly outcome: Diagnosis['outcome'];
}

/** How every attempt at a variant begins. */
interface Beginning {
  /** Expectations that hold before anything happens: what never comes, a failure without a cause. */
  readonly standing: ReadonlySet<string>;
  readonly due: boolean;
}

/** What a variant, or one phone's section of it, asks of a device. */
type Part = Pick<ScenarioPhone, 'expect' | 'faults'>;

/** The same for every device of a part: judged once, for a flood of addresses begins an attempt each. */
const beginnings = new WeakMap<Part, Beginning>();

function beginningOf(part: Part): Beginning {
  const known = beginnings.get(part);
  if (known) return known;
  const before = judge(part.expect, { events: [], diagnosis: undefined, screen: undefined });
  const beginning = {
    standing: new Set(before.filter(({ status }) => status === 'met').map(({ explain }) => explain)),
    due: before.some(({ status }) => status === 'missing') || part.faults.length > 0,
  };
  beginnings.set(part, beginning);
  return beginning;
}

/** One device's way through one variant, from its first message on. */
export class Attempt {
  readonly variant: Variant;
  #device: string;
  #section: ScenarioPhone | undefined;
  #startedMs: number;
  #lastMs: number;
  readonly #events: JournalEvent[] = [];
  /** Expectations that hold before anything happens: what never comes, a failure without a cause. */
  #standing: ReadonlySet<string> = new Set();
  #due = false;
  #judged: { readonly events: number; readonly judged: Judged } | undefined;
  #completeSince: number | undefined;
  #contradictedSince: number | undefined;

  /** `section`: the phone of the scenario it stands for, where there are several. */
  constructor(variant: Variant, device: string, startedMs: number, section?: ScenarioPhone) {
    this.variant = variant;
    this.#device = device;
    this.#section = section;
    this.#startedMs = startedMs;
    this.#lastMs = startedMs;
    this.#begin();
  }

  get device(): string {
    return this.#device;
  }

  /** It turned out to be somebody else; whom that stands for is told next. */
  set device(device: string) {
    this.#device = device;
    this.#judged = undefined;
  }

  /** It stands for another phone of the scenario, or for none. */
  set section(section: ScenarioPhone | undefined) {
    this.#section = section;
    this.#judged = undefined;
    this.#begin();
  }

  #begin(): void {
    const { standing, due } = beginningOf(this.#part());
    this.#standing = standing;
    this.#due = due || this.variant.faults.length > 0;
  }

  /** What the scenario says of the phone it stands for; else of the lab as a whole, for none of several is left. */
  #part(): Part {
    return this.#section ?? this.variant;
  }

  /** Holds of itself, until the phone breaks it. */
  isStanding(record: ExpectationRecord): boolean {
    return this.#standing.has(record.explain);
  }

  get events(): readonly JournalEvent[] {
    return this.#events;
  }

  /** Milliseconds at which it was last heard of. */
  get lastMs(): number {
    return this.#lastMs;
  }

  get startedMs(): number {
    return this.#startedMs;
  }

  /** So much time passed for the scenario alone. */
  skip(ms: number): void {
    this.#startedMs += ms;
    this.#lastMs += ms;
    if (this.#completeSince !== undefined) this.#completeSince += ms;
    if (this.#contradictedSince !== undefined) this.#contradictedSince += ms;
  }

  /** An event of the device, or of no device at all. */
  take(event: JournalEvent, atMs: number): void {
    if (this.#events.length < MAX_ATTEMPT_EVENTS) this.#events.push(event);
    if (event.device !== undefined && event.observer === 'harness' && !idle.has(event.type)) this.#lastMs = atMs;
  }

  /** What another name of the same device did in the meantime. */
  absorb(other: Attempt): void {
    const known = new Set(this.#events.map(({ seq }) => seq));
    this.#events.push(...other.#events.filter(({ seq }) => !known.has(seq)));
    this.#events.sort((one, next) => one.seq - next.seq);
    this.#lastMs = Math.max(this.#lastMs, other.#lastMs);
  }

  /** How everything stands. `faults` are those of the variant. */
  judge(faults: readonly FiredFault[]): Judged {
    if (this.#judged?.events === this.#events.length) return this.#judged.judged;
    const judged = this.#judgeAnew(faults);
    this.#judged = { events: this.#events.length, judged };
    return judged;
  }

  #judgeAnew(faults: readonly FiredFault[]): Judged {
    const events = this.#events.map((event) =>
      event.device === undefined ? event : { ...event, device: this.#device },
    );
    const diagnosis = diagnose(events).find(({ device }) => device === this.#device);
    const own = faults.filter(({ device = this.#device }) => device === this.#device);
    const records = judge(this.#part().expect, {
      events,
      diagnosis,
      screen: undefined,
      faults: own.map((fault) => ({ ...fault, count: firedIn(events, fault) })),
    });
    return { records, diagnosis, outcome: diagnosis?.outcome ?? 'sign-in-failed' };
  }

  /** The same for deciding; to be asked again and again. */
  standing(judged: Judged, nowMs: number): Standing {
    const { outcome, records } = judged;
    const expected = this.#part().expect.outcome ?? 'signed-in';
    const complete = records.every(({ status }) => status === 'met' || status === 'not-observable');
    const contradicted = expected === 'sign-in-failed' && outcome === 'signed-in';
    this.#completeSince = complete ? (this.#completeSince ?? nowMs) : undefined;
    this.#contradictedSince = contradicted ? (this.#contradictedSince ?? nowMs) : undefined;
    return {
      records,
      due: this.#due,
      expected,
      outcome,
      quietMs: nowMs - this.#lastMs,
      ageMs: nowMs - this.#startedMs,
      completeMs: this.#completeSince === undefined ? undefined : nowMs - this.#completeSince,
      contradictedMs: this.#contradictedSince === undefined ? undefined : nowMs - this.#contradictedSince,
    };
  }
}

/** Faults are counted by what was recorded of this device: another phone’s are not its own. */
function firedIn(events: readonly JournalEvent[], fault: FiredFault): number {
  return events.filter(
    (event) =>
      event.type === 'fault.fired' &&
      event.at === fault.at &&
      event.do === fault.do &&
      event.sentence === fault.sentence,
  ).length;
}
