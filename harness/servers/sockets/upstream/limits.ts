/** How long the server behind may take, in clock milliseconds. Phones wait about half a minute for a web answer (inferred). */
export interface UpstreamLimits {
  /** To accept a connection. */
  readonly connectMs: number;
  /** For a TLS handshake. */
  readonly handshakeMs: number;
  /** From the request to the head of the answer. */
  readonly answerMs: number;
  /** Between two pieces of a body. */
  readonly bodyMs: number;
  /** Of silence in both directions of a SIP connection: longer than any keep-alive. */
  readonly sipIdleMs: number;
  /** For the rest of what was written to a SIP connection once the other side has ended. */
  readonly closeMs: number;
}

export const upstreamLimits: UpstreamLimits = {
  connectMs: 10_000,
  handshakeMs: 15_000,
  answerMs: 30_000,
  bodyMs: 30_000,
  sipIdleMs: 20 * 60_000,
  closeMs: 5_000,
};

/** Largest answer passed on: firmware images have some tens of MiB. */
export const MAX_ANSWER_BYTES = 256 * 1024 * 1024;
/** So much of a body is kept: as much as of a request. */
export const MAX_KEPT_BYTES = 1024 * 1024;
/** A longer body is a file of its own beside the journal. */
export const MAX_JOURNAL_BODY_BYTES = 64 * 1024;
/** What one side of a SIP connection may be behind the other before it is no longer read. */
export const MAX_WAITING_BYTES = 256 * 1024;
