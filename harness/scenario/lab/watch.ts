import { type DeviceCard, DeviceFollower, lastStep } from '../../diagnosis/devices/index.js';
import type { FaultPlan } from '../../faults/index.js';
import type { EventType, JournalEvent } from '../../journal/index.js';
import type { ExpectationRecord } from '../../reports/index.js';
import type { ScenarioPhone, Variant } from '../scenario.js';
import { Attempt, type Judged } from './attempt.js';
import { Sections } from './sections.js';
import { type Done, isStart, lastStart } from './starts.js';
import { decide, type Patience, type Verdict } from './verdict.js';

/** Attempts looked at at once; a flood of addresses gives up the oldest. */
export const MAX_ATTEMPTS = 200;
/** After a verdict a phone's next start is an attempt of its own; what it still has to say of this one is not. */
export const NEXT_ATTEMPT_MS = 10_000;
/** Attempts looked at in one tick, each in its turn: judging all of a flood at once would keep the phones waiting for answers. */
export const MOST_JUDGED_A_TICK = 50;

/** What was decided of one device. */
export interface Decided {
  readonly verdict: Verdict;
  readonly card: DeviceCard;
  readonly variant: Variant;
  readonly judged: Judged;
  readonly events: readonly JournalEvent[];
  readonly startedMs: number;
}

/** Whoever shows what happens. */
export interface Watcher {
  /** A device is there for the first time, or begins another attempt. */
  began?(card: DeviceCard, variant: Variant): void;
  /** With several phones in the scenario: which of them a device stands for that none names; undefined where none is left. */
  took?(card: DeviceCard, section: ScenarioPhone | undefined): void;
  /** An expectation was met, or broken. */
  progressed?(card: DeviceCard, record: ExpectationRecord, met: number, all: number): void;
  decided?(decided: Decided): void;
}

export interface WatchOptions {
  readonly patience: Patience;
  readonly watcher: Watcher;
  /** Whether this device's way is judged; everybody's by default. */
  readonly judged?: (card: DeviceCard) => boolean;
}

/** What the lab itself says of a device is nothing the device did. */
const ownWord: ReadonlySet<EventType> = new Set(['device.section', 'device.verdict']);

interface Running {
  readonly attempt: Attempt;
  /** By its sentence, how each expectation stood last. */
  readonly shown: Map<string, string>;
}

/** Follows every device of a lab through the variant that is served, and decides. */
export class LabWatch {
  readonly #options: WatchOptions;
  readonly #follower = new DeviceFollower();
  readonly #running = new Map<string, Running>();
  /** When a device was decided upon last, and whether DHCP showed how that began. */
  readonly #done = new Map<string, Done>();
  /** Events of no device since the variant was opened: they concern every attempt. */
  #common: JournalEvent[] = [];
  /** Which of very many attempts is looked at next. */
  #turn = 0;
  #variant: Variant;
  /** Whose power is being cycled. */
  #held: string | undefined;
  #faults: FaultPlan;
  readonly #sections: Sections;

  constructor(variant: Variant, faults: FaultPlan, options: WatchOptions) {
    this.#variant = variant;
    this.#faults = faults;
    this.#options = options;
    this.#sections = new Sections(variant);
  }

  /** Another variant is served from now on: what was under way is given up. */
  serve(variant: Variant, faults: FaultPlan): void {
    this.#variant = variant;
    this.#faults = faults;
    this.#sections.serve(variant);
    this.#common = [];
    this.#running.clear();
    this.#done.clear();
  }

  /** The device begins anew: what it is in the middle of is given up. */
  restart(device: string): void {
    const name = this.#follower.named(device);
    this.#running.delete(name);
    this.#done.delete(name);
    this.#forgetFaults(name);
  }

  /** Its power is being cycled: what it does meanwhile is kept, and not judged. */
  hold(device: string): void {
    this.restart(device);
    this.#held = device;
  }

  /** It was cycled: the attempt begins where it started meanwhile, or with what it does next. */
  release(device: string): void {
    this.#held = undefined;
    const name = this.#follower.named(device);
    const events = this.#running.get(name)?.attempt.events ?? [];
    const start = lastStart(events);
    if (!start) {
      this.restart(device);
      return;
    }
    const attempt = new Attempt(this.#variant, name, start.elapsed, this.#sections.of(name));
    for (const event of events) {
      if (event.device === undefined || event.seq >= start.seq) attempt.take(event, event.elapsed);
    }
    this.#running.set(name, { attempt, shown: new Map() });
  }

  card(device: string): DeviceCard | undefined {
    return this.#follower.card(device);
  }

  cards(): DeviceCard[] {
    return this.#follower.cards();
  }

  /** The attempt a device is in. */
  attempt(device: string): Attempt | undefined {
    return this.#running.get(this.#follower.named(device))?.attempt;
  }

  /** Somebody is under way and was heard of within this time. */
  isBusy(nowMs: number, withinMs: number): boolean {
    return [...this.#running.values()].some(({ attempt }) => nowMs - attempt.lastMs < withinMs);
  }

  take(event: JournalEvent, nowMs: number): void {
    if (event.observer !== 'harness' || ownWord.has(event.type)) return;
    // A clock that was moved is no silence.
    if (event.type === 'clock.advanced') for (const { attempt } of this.#running.values()) attempt.skip(event.ms);
    const followed = this.#follower.take(event);
    if (followed === undefined) {
      // Its place in time matters to expectations in order.
      if (this.#common.length < MAX_ATTEMPTS) this.#common.push(event);
      for (const { attempt } of this.#running.values()) attempt.take(event, nowMs);
      return;
    }
    const { device, merged } = followed;
    if (merged !== undefined) this.#merge(merged, device);
    if (this.#running.has(device)) this.#stand(device, merged !== undefined);
    if (event.type === 'device.stated' || event.type === 'device.neighbour') return;
    (this.#running.get(device) ?? this.#begin(device, event, nowMs))?.attempt.take(event, nowMs);
  }

  /** Look at everything once more; to be called now and then, for silence is no event. Of very many, at the next ones in turn. */
  tick(nowMs: number): void {
    for (const [device, running, card] of this.#inTurn()) {
      const judged = running.attempt.judge(this.#faults.all());
      this.#show(running, card, judged);
      const verdict = decide(running.attempt.standing(judged, nowMs), this.#options.patience);
      if (verdict) this.conclude(device, verdict, nowMs);
    }
  }

  /** The attempts whose turn it is; all of them in a lab of usual size. */
  #inTurn(): (readonly [string, Running, DeviceCard])[] {
    const judged: (readonly [string, Running, DeviceCard])[] = [];
    const held = this.#held === undefined ? undefined : this.#follower.named(this.#held);
    for (const [device, running] of this.#running) {
      if (device === held) continue;
      const card = this.#follower.card(device);
      if (card && (this.#options.judged?.(card) ?? true)) judged.push([device, running, card]);
    }
    if (judged.length <= MOST_JUDGED_A_TICK) return judged;
    const first = this.#turn % judged.length;
    this.#turn = first + MOST_JUDGED_A_TICK;
    return [...judged, ...judged].slice(first, first + MOST_JUDGED_A_TICK);
  }

  /** The attempt is over. */
  conclude(device: string, verdict: Verdict, nowMs: number): void {
    const running = this.#running.get(device);
    const card = this.#follower.card(device);
    if (!running || !card) return;
    const { attempt } = running;
    this.#running.delete(device);
    this.#done.set(device, { atMs: nowMs, byDhcp: attempt.events.some(({ type }) => type === 'dhcp.request') });
    this.#forgetFaults(device);
    const { events, startedMs, variant } = attempt;
    const judged = attempt.judge(this.#faults.all());
    const { check, sentence } = lastStep(events);
    const told =
      verdict.because === 'silent' ? { ...verdict, reason: `${verdict.reason} ${sentence} ${check[0]}` } : verdict;
    this.#options.watcher.decided?.({ verdict: told, card, variant, judged, events, startedMs });
  }

  #begin(device: string, event: JournalEvent, nowMs: number): Running | undefined {
    const done = this.#done.get(device);
    if (done !== undefined && (nowMs - done.atMs < NEXT_ATTEMPT_MS || !isStart(event, done))) return undefined;
    const [oldest] = this.#running.keys();
    if (oldest !== undefined && this.#running.size >= MAX_ATTEMPTS) this.#running.delete(oldest);
    const attempt = new Attempt(this.#variant, device, nowMs, this.#sections.of(device));
    for (const common of this.#common) attempt.take(common, nowMs);
    const running = { attempt, shown: new Map<string, string>() };
    this.#running.set(device, running);
    const card = this.#follower.card(device);
    if (card && (this.#options.judged?.(card) ?? true)) this.#options.watcher.began?.(card, this.#variant);
    this.#stand(device, true);
    return running;
  }

  /** Which of several phones a device stands for, as far as it is known who it is. */
  #stand(device: string, begins = false): void {
    if (!this.#sections.several) return;
    const card = this.#follower.card(device);
    const running = this.#running.get(device);
    if (!card || !running || !(this.#options.judged?.(card) ?? true)) return;
    const taking = this.#sections.seen(card);
    if (taking) running.attempt.section = taking.section;
    const none = begins && card.mac !== undefined && this.#sections.of(card.mac) === undefined;
    if (taking || none) this.#options.watcher.took?.(card, taking?.section);
  }

  /** What is to go wrong at the first time goes wrong at the next start again. */
  #forgetFaults(device: string): void {
    const addresses = this.#follower.card(device)?.addresses ?? [];
    this.#faults.forget(device, ...addresses.map((address) => `ip:${address}`));
  }

  #merge(from: string, to: string): void {
    const [other, running] = [this.#running.get(from), this.#running.get(to)];
    this.#running.delete(from);
    const done = this.#done.get(from);
    if (done !== undefined) this.#done.set(to, done);
    if (!other) return;
    if (running) running.attempt.absorb(other.attempt);
    else {
      other.attempt.device = to;
      other.attempt.section = this.#sections.of(to);
      this.#running.set(to, other);
    }
  }

  #show({ attempt, shown }: Running, card: DeviceCard, { records }: Judged): void {
    const due = records.filter((record) => !attempt.isStanding(record));
    for (const record of records) {
      const before = shown.get(record.explain) ?? (attempt.isStanding(record) ? 'met' : 'missing');
      shown.set(record.explain, record.status);
      if (before === record.status || record.status === 'not-observable') continue;
      const met = due.filter(({ status }) => status === 'met').length;
      this.#options.watcher.progressed?.(card, record, met, due.length);
    }
  }
}
