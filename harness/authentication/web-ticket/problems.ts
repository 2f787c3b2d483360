/**
 * Why a ticket, or the certificate in its place, is refused. Each way to cheat has a name of its own in the journal;
 * clients hear one of few error ids.
 */
const INVALID = { errorId: 28032, reason: 'The web ticket is invalid.' } as const;
const UNVERIFIED = {
  errorId: 28072,
  reason: 'The web ticket could not be verified; a new ticket is required.',
} as const;

/**
 * Error ids with their published texts. Which id a real server gives for which problem is published only for a missing
 * token, an expired ticket and a wrong audience; the others are inferred.
 */
export const ticketRefusals = {
  missing: { errorId: 28020, reason: 'No valid security token.' },
  /** Our issuer's name, but no ticket we remember: the server was started anew, or somebody made it up. */
  unknown: UNVERIFIED,
  'foreign-issuer': UNVERIFIED,
  expired: { errorId: 28033, reason: 'The web ticket has expired.' },
  'not-yet-valid': INVALID,
  audience: { errorId: 28077, reason: 'Invalid audience in the web ticket.' },

  unsigned: INVALID,
  'forged-version': INVALID,
  'forged-issue-instant': INVALID,
  'forged-not-before': INVALID,
  'forged-expiry': INVALID,
  'forged-audience': INVALID,
  'forged-user': INVALID,
  'forged-authentication': INVALID,
  'forged-confirmation': INVALID,
  'forged-signature': INVALID,
  'forged-content': INVALID,

  'second-security-header': INVALID,
  'second-assertion': INVALID,
  'second-timestamp': INVALID,
  'second-signature': INVALID,
  'duplicate-id': INVALID,

  'timestamp-missing': INVALID,
  'timestamp-malformed': INVALID,
  'timestamp-expired': INVALID,
  'timestamp-not-yet-valid': INVALID,

  'no-proof-key': INVALID,
  'proof-missing': INVALID,
  'proof-malformed': INVALID,
  'proof-algorithm': INVALID,
  'proof-reference': INVALID,
  'proof-digest': INVALID,
  'proof-key': INVALID,
  'proof-signature': INVALID,
  replayed: INVALID,
} as const satisfies Record<string, { readonly errorId: number; readonly reason: string }>;

export type TicketProblem = keyof typeof ticketRefusals;

export type TicketCheck =
  | {
      readonly ok: true;
      /** SIP URI. */
      readonly user: string;
      readonly assertionId: string;
      /** Context of the request it was issued for. */
      readonly context?: string;
      /** What a stricter verifier would have refused. */
      readonly tolerated?: TicketProblem;
    }
  | {
      readonly ok: false;
      readonly problem: TicketProblem;
      readonly errorId: (typeof ticketRefusals)[TicketProblem]['errorId'];
      /** The text of the error id. */
      readonly reason: string;
    };

export function refused(problem: TicketProblem): TicketCheck & { readonly ok: false } {
  return { ok: false, problem, ...ticketRefusals[problem] };
}
