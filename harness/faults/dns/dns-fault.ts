import type { Answer } from 'dns-packet';

/** What the server knows of a question whose answer is disturbed. */
export interface DnsAsked {
  /** As asked, without a final dot. */
  readonly name: string;
  /** `SRV`, `A`… */
  readonly type: string;
  readonly transport: 'udp' | 'tcp';
}

/** An answer before it is written. */
export interface DnsReply {
  /** Response code (RFC 1035, section 4.1.1). */
  readonly code: number;
  readonly answers?: readonly Answer[];
  readonly authorities?: readonly Answer[];
  readonly additionals?: readonly Answer[];
  /** Whether the server speaks as the one who owns the name; by the code when absent. */
  readonly authoritative?: boolean;
  /** Sections left out, and marked so. */
  readonly truncated?: boolean;
}

/** What is done to one answer of the name server. */
export type DnsFault = {
  /** The one name it concerns, lower case; every name when absent. */
  readonly about?: string | undefined;
} & (
  | {
      /** The same object when there is nothing to change: then it did not fire. */
      readonly change: (reply: DnsReply, asked: DnsAsked) => DnsReply;
    }
  /** The finished message, without the length that precedes it over TCP. */
  | { readonly spoil: (message: Buffer) => Buffer }
  /** The server carries it out. */
  | { readonly delivery: DnsDelivery }
);

export type DnsDelivery = { readonly do: 'drop' } | { readonly do: 'delay'; readonly ms: number };
