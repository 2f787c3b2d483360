import type { ClientRequest } from './client.js';
import type { ComposedReply } from './compose.js';
import type { LeaseTable } from './leases.js';
import type { Scope } from './scopes.js';

/** What the handler of one message works with. */
export interface Answering {
  readonly leases: LeaseTable;
  /** The scope of the client: by giaddr, by ciaddr, else the server's own. */
  scopeFor(request: ClientRequest): Scope | undefined;
  readonly serverAddress: string;
  /** An unknown client is told no instead of nothing. */
  readonly authoritative: boolean;
  /** Seconds. */
  readonly leaseSeconds: number;
  /** Addresses of the lab's own hosts. */
  taken(address: number): boolean;
  offer(request: ClientRequest, scope: Scope, address: string): LeaseReply;
  ack(request: ClientRequest, scope: Scope, address: string): LeaseReply;
  nak(request: ClientRequest, reason: string): LeaseReply;
}

/** An answer before faults and encoding. */
export interface LeaseReply extends ComposedReply {
  readonly type: 'offer' | 'ack' | 'nak';
  /** The row of the decision table. */
  readonly row: string;
}

/** What came of a message: an answer, or why there is none. */
export type Outcome = { readonly reply: LeaseReply } | { readonly silent: string };
