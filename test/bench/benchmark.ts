/** One measurement beside a peer in the same run; only the ratio means something on a shared machine. */
export interface Benchmark {
  /** `DHCP INFORM answered`. */
  readonly name: string;
  /** What the peer is: `a bare UDP echo`. */
  readonly peer: string;
  /** Prepare; gives one round of ours and one of the peer, each returning operations done. */
  prepare(): Promise<Rounds>;
}

export interface Rounds {
  ours(): Promise<number>;
  theirs(): Promise<number>;
  close(): Promise<void>;
}
