/** One measurement beside a peer in the same run; only the ratio means something on a shared machine. */
export interface Benchmark {
  /** `DHCP INFORM answered`. */
  readonly name: string;
  /** What the peer is: `a bare UDP echo`. */
  readonly peer: string;
  /** What an operation is, where the rate alone would not tell: `MB`. */
  readonly unit?: string;
  /** Prepare; gives one round of ours and one of the peer, each returning operations done. */
  prepare(): Promise<Rounds>;
}

/** A round that took its own time, such as the CPU time of another process. */
export interface Measured {
  readonly operations: number;
  readonly milliseconds: number;
}

/** A figure without a peer, such as memory: what is printed says what it means. */
export interface Measurement {
  readonly name: string;
  /** A line to be printed. */
  measure(): Promise<string>;
}

export interface Rounds {
  ours(): Promise<number | Measured>;
  theirs(): Promise<number | Measured>;
  close(): Promise<void>;
}
