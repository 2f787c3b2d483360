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

export interface Rounds {
  ours(): Promise<number | Measured>;
  theirs(): Promise<number | Measured>;
  close(): Promise<void>;
}
