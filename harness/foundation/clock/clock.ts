/** What `within` gives when the time ran out first. */
export const timedOut: unique symbol = Symbol('timed out');
export type TimedOut = typeof timedOut;

/** Elapsed time and protocol waits. Whoever waits for a protocol reason waits here, never on a timer of its own. */
export interface Clock {
  /** Milliseconds since the clock started, skipped time included. */
  elapsed(): number;
  /** Wait `ms` of clock time. Rejects with the signal's reason when aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** The work's result, or `timedOut` after `ms` of clock time. The work itself is not stopped. */
  within<T>(ms: number, work: Promise<T>): Promise<T | TimedOut>;
}

/** A clock that also knows the scenario's date. Servers hold this; a phone learns the date from NTP alone. */
export interface DatedClock extends Clock {
  now(): Date;
  /**
   * Calls `ring` after `ms` of clock time, unless the function given back is called before: for a server's many waits
   * that nearly always are called off.
   */
  alarm(ms: number, ring: () => void): () => void;
  /** Take part: as long as a participant is not waiting, no wait is skipped. */
  join(name: string): Participant;
}

/** One party of a run: a phone, or a server while it works on a request. */
export interface Participant extends Clock {
  readonly name: string;
  leave(): void;
}
