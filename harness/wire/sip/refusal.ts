import type { HarnessError } from '../../foundation/errors/index.js';

/** The answer that a message nobody can read is due. */
export interface SipRefusal {
  readonly status: 400 | 505 | 513;
  readonly reason: string;
}

/**
 * Which: too large is 513 (RFC 3261 21.5.7), another version 505 (21.5.6), anything else 400 (21.4.1). A response is
 * never answered, and neither is an ACK (8.1.3, 17.1.1.3): two servers could answer each other for ever.
 */
export function refusalOf(problem: HarnessError, startLine: string): SipRefusal | undefined {
  if (/^(?:SIP\/|ACK )/.test(startLine)) return undefined;
  if (problem.code === 'WIRE_TOO_LARGE') return { status: 513, reason: 'Message Too Large' };
  const version = /^\S+ \S+ SIP\/([0-9]+\.[0-9]+)$/i.exec(startLine)?.[1];
  if (version !== undefined && version !== '2.0') return { status: 505, reason: 'Version Not Supported' };
  return { status: 400, reason: 'Bad Request' };
}
