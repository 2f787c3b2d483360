import { performance } from 'node:perf_hooks';
import { type DatedClock, type Participant, type TimedOut, timedOut } from './clock.js';

/**
 * How long the network must be quiet before a wait for an answer counts as hopeless and is skipped. Loopback answers in
 * well under a millisecond, or in 40 where TCP holds a small segment back for an acknowledgement that is delayed; the
 * rest is room for a busy machine. Counted in ticks: while this process is kept from running, whoever would answer in it
 * is too, and a stall of any length is one tick.
 */
export const QUIET_TICK_MS = 15;
export const QUIET_TICKS = 10;

/** The longest delay a Node timer takes. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export interface ScenarioClockOptions {
  /** The date at elapsed 0. */
  readonly start: Date;
  /** `real`: waits take their time. `skip`: the clock jumps once every participant is waiting. */
  readonly waits: 'real' | 'skip';
}

interface Wait {
  readonly deadline: number;
  /** For an answer that may already be on its way; not a mere pause. */
  readonly network: boolean;
  readonly participant: symbol | undefined;
  readonly done: () => void;
}

/** The scenario's clock: real elapsed time plus whatever was skipped or advanced. */
export class ScenarioClock implements DatedClock {
  readonly #start: number;
  readonly #origin = performance.now();
  readonly #skipping: boolean;
  readonly #waits = new Set<Wait>();
  readonly #participants = new Set<symbol>();
  #skipped = 0;
  #generation = 0;
  #pendingJump: NodeJS.Timeout | undefined;
  /** One timer for all waits: nearly all are called off, and making and ending a timer for each costs more than a wait. */
  #timer: NodeJS.Timeout | undefined;
  /** The clock time `#timer` rings at; none of the waits falls due before. */
  #ringsAt = 0;

  constructor(options: ScenarioClockOptions) {
    this.#start = options.start.getTime();
    this.#skipping = options.waits === 'skip';
  }

  /** The scenario's date when the clock started. */
  get startDate(): Date {
    return new Date(this.#start);
  }

  elapsed(): number {
    return performance.now() - this.#origin + this.#skipped;
  }

  now(): Date {
    return new Date(this.#start + this.elapsed());
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return this.#sleep(ms, undefined, signal);
  }

  alarm(ms: number, ring: () => void): () => void {
    const wait = this.#wait(ms, false, undefined, ring);
    return () => this.#drop(wait);
  }

  within<T>(ms: number, work: Promise<T>): Promise<T | TimedOut> {
    return this.#within(ms, work, undefined);
  }

  join(name: string): Participant {
    const key = Symbol(name);
    this.#participants.add(key);
    this.#changed();
    return {
      name,
      elapsed: () => this.elapsed(),
      sleep: (ms, signal) => this.#sleep(ms, key, signal),
      within: (ms, work) => this.#within(ms, work, key),
      leave: () => {
        if (this.#participants.delete(key)) this.#changed();
      },
    };
  }

  /** Move the clock forward, ending the waits that fall due. */
  advance(ms: number): void {
    this.#skipped += Math.max(0, ms);
    this.#ring();
    this.#changed();
  }

  /** End every wait's timer; what still waits never wakes. For the end of a run. */
  stop(): void {
    this.#waits.clear();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    clearTimeout(this.#pendingJump);
    this.#pendingJump = undefined;
  }

  #sleep(ms: number, participant: symbol | undefined, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason);
      const abort = () => {
        this.#drop(wait);
        reject(signal?.reason);
      };
      const wait = this.#wait(ms, false, participant, () => {
        signal?.removeEventListener('abort', abort);
        resolve();
      });
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  #within<T>(ms: number, work: Promise<T>, participant: symbol | undefined): Promise<T | TimedOut> {
    return new Promise((resolve, reject) => {
      const wait = this.#wait(ms, true, participant, () => resolve(timedOut));
      work.then(
        (value) => {
          this.#drop(wait);
          resolve(value);
        },
        (error: unknown) => {
          this.#drop(wait);
          reject(error);
        },
      );
    });
  }

  /** Register a wait; `#drop` ends it early. */
  #wait(ms: number, network: boolean, participant: symbol | undefined, done: () => void): Wait {
    const now = this.elapsed();
    const deadline = now + Math.max(0, ms);
    const wait: Wait = { deadline, network, participant, done };
    this.#waits.add(wait);
    this.#arm(deadline, now);
    this.#changed();
    return wait;
  }

  #arm(deadline: number, now: number): void {
    if (this.#timer && this.#ringsAt <= deadline) {
      if (this.#waits.size === 1) this.#timer.ref();
      return;
    }
    clearTimeout(this.#timer);
    const left = Math.ceil(Math.min(Math.max(0, deadline - now), LONGEST_TIMER_MS));
    this.#ringsAt = Math.min(deadline, now + left);
    this.#timer = setTimeout(this.#ring, left);
  }

  /** Sets the timer for the wait that falls due first. */
  #armFirst(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    let first = Number.POSITIVE_INFINITY;
    for (const { deadline } of this.#waits) if (deadline < first) first = deadline;
    if (this.#waits.size > 0) this.#arm(first, this.elapsed());
  }

  readonly #ring = (): void => {
    try {
      this.#wakeDue();
    } finally {
      this.#armFirst();
    }
  };

  #wake(wait: Wait): void {
    // Whoever was woken just before may have called it off.
    if (!this.#waits.has(wait)) return;
    this.#drop(wait);
    wait.done();
  }

  #drop(wait: Wait): void {
    if (!this.#waits.delete(wait)) return;
    // What is called off leaves the timer to the next wait, but does not keep the process alive.
    if (this.#waits.size === 0) this.#timer?.unref();
    this.#changed();
  }

  #changed(): void {
    this.#generation++;
    if (this.#pendingJump) {
      clearTimeout(this.#pendingJump);
      this.#pendingJump = undefined;
    }
    if (!this.#skipping || !this.#everybodyWaits()) return;
    const network = [...this.#waits].some((wait) => wait.network);
    this.#jumpAfter(network ? QUIET_TICKS : 0, this.#generation);
  }

  #jumpAfter(ticks: number, generation: number): void {
    this.#pendingJump = setTimeout(
      () => {
        if (ticks > 0) return this.#jumpAfter(ticks - 1, generation);
        // A timer runs before the sockets are read: give what already arrived two turns to be seen.
        setImmediate(() => setImmediate(() => this.#jump(generation)));
      },
      ticks > 0 ? QUIET_TICK_MS : 0,
    );
  }

  #everybodyWaits(): boolean {
    if (this.#participants.size === 0 || this.#waits.size === 0) return false;
    const waiting = new Set([...this.#waits].map((wait) => wait.participant));
    return [...this.#participants].every((participant) => waiting.has(participant));
  }

  #jump(generation: number): void {
    if (generation !== this.#generation) return;
    const earliest = Math.min(...[...this.#waits].map((wait) => wait.deadline));
    this.#skipped += Math.max(0, earliest - this.elapsed());
    this.#ring();
  }

  #wakeDue(): void {
    const now = this.elapsed();
    const due = [...this.#waits].filter(({ deadline }) => deadline <= now);
    // In the order they fall due, which need not be the order they began in.
    for (const wait of due.sort((one, other) => one.deadline - other.deadline)) this.#wake(wait);
  }
}
