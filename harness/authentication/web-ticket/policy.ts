import type { SignatureMethod } from '../xml-signature/index.js';

/** Web tickets of authenticated users last about eight hours (documented for the OAuth form). */
export const TICKET_LIFETIME_MS = 8 * 3_600_000;
/** What WCF allows clocks to differ (its default; that Lync keeps it is inferred). */
export const CLOCK_SKEW_MS = 5 * 60_000;

/** How strictly the signature with the proof key is looked at. */
export const proofModes = ['strict', 'digest-lenient', 'off'] as const;
/** What counts as the same message twice. */
export const replayRules = ['allowed', 'message-id', 'signature'] as const;

export interface WebTicketPolicy {
  /** Life of a ticket, and the most a client that asks for a Lifetime gets. */
  readonly lifetimeMs: number;
  /** How far clients' clocks may be off, in the Timestamps they write. */
  readonly clockSkewMs: number;
  /** How far the clocks of the pool's web servers may be off, in the dates of tickets. */
  readonly ticketSkewMs: number;
  /** How the assertion is signed; clients do not look (observed), and which one a real pool uses is recollection. */
  readonly signature: SignatureMethod;
  /**
   * `digest-lenient` takes any DigestValue under a good signature, for clients that digest without canonicalizing;
   * `off` takes a ticket without proof.
   */
  readonly proof: (typeof proofModes)[number];
  /**
   * Of messages that use a ticket. A client uses one ticket, and the very same signature, until shortly before its end
   * (observed), so by default this is allowed; whether a real server remembers MessageIDs is not known.
   */
  readonly replay: (typeof replayRules)[number];
}

export const defaultWebTicketPolicy: WebTicketPolicy = {
  lifetimeMs: TICKET_LIFETIME_MS,
  clockSkewMs: CLOCK_SKEW_MS,
  ticketSkewMs: 0,
  signature: 'hmac-sha1',
  proof: 'strict',
  replay: 'allowed',
};
