import { type TicketProblem, ticketRefusals } from '../../authentication/web-ticket/index.js';

/** What the client is told. */
export interface ProblemDetails {
  readonly errorId: number;
  readonly reason: string;
}

interface ProblemEntry extends ProblemDetails {
  /** A WS-Security fault code, or `s:Client`. */
  readonly faultcode: string;
  /** Where the case is documented; what it does not say is in the sentence below. */
  readonly source?: string;
}

const NO_TOKEN = { errorId: 28020, reason: 'No valid security token.', faultcode: 'FailedAuthentication' } as const;
const NOT_ALLOWED = {
  errorId: 28029,
  reason: 'Authentication type not allowed.',
  faultcode: 'FailedAuthentication',
} as const;
const INVALID_TICKET = {
  errorId: 28032,
  reason: 'The web ticket is invalid.',
  faultcode: 'InvalidSecurityToken',
} as const;

/**
 * Why a web service refused, and what it tells the client. The ids and reasons are published for 28020, 28029, 28032,
 * 28033 and 28077; which of them a server picks for a PIN or a certificate request is not, so those are inferred.
 */
const general = {
  'incorrect-pin': NO_TOKEN,
  'unknown-user': NO_TOKEN,
  locked: NO_TOKEN,
  'no-credential': NO_TOKEN,
  'wrong-password': NO_TOKEN,
  'pin-authentication-off': NOT_ALLOWED,
  'windows-authentication-off': NOT_ALLOWED,
  'unsupported-authentication': NOT_ALLOWED,
  'not-https': NOT_ALLOWED,
  'ticket-invalid': INVALID_TICKET,
  'other-user': { ...INVALID_TICKET, reason: 'The web ticket is for another user.' },
  'bad-request-signature': { ...NO_TOKEN, reason: 'The certificate request is not signed with its own key.' },
  'key-size': { ...NO_TOKEN, reason: 'The key of the certificate request is too small or too large, or not RSA.' },
  'malformed-request': { ...NO_TOKEN, reason: 'The request could not be understood.', faultcode: 's:Client' },
  'chain-download-disabled': {
    ...NO_TOKEN,
    reason: 'Certificate chain download is not enabled.',
    faultcode: 's:Client',
  },
  'unknown-operation': { ...NO_TOKEN, reason: 'The operation is not known.', faultcode: 's:Client' },
  // The Certificate Provisioning Service: the cases are documented, their ids and texts are not, so those are inferred.
  'device-id': {
    ...NO_TOKEN,
    reason: 'The DeviceId is not a GUID in braces.',
    faultcode: 's:Client',
    source: 'observed of pidgin-sipe, which sends its instance so; that a server insists on it is inferred',
  },
  'other-device': {
    ...INVALID_TICKET,
    reason: 'The web ticket is for another device.',
    source: 'that a server compares DeviceId with the Context of the ticket is inferred, and a setting',
  },
  'certificate-store-unavailable': {
    ...NO_TOKEN,
    reason: 'The data store is unavailable; the certificate could not be published.',
    faultcode: 's:Server',
    source: 'Lync Server 2010, client certificates of phones (event "data store unavailable"); failure catalogue T16',
  },
  'trusted-ca-missing': {
    ...NO_TOKEN,
    reason: 'A trusted certification authority is not in the certificate store of the server.',
    faultcode: 's:Server',
    source: 'New-CsWebTrustedCACertificate names a certificate by its thumbprint alone; the failure is inferred',
  },
  'internal-error': { ...NO_TOKEN, reason: 'The server could not process the request.', faultcode: 's:Server' },
  // Web tickets.
  'pin-expired': NO_TOKEN,
  'pin-not-set': NO_TOKEN,
  'pin-not-enabled': NO_TOKEN,
  'pin-too-short': NO_TOKEN,
  'pin-not-unique': NO_TOKEN,
  'user-not-unique': NO_TOKEN,
  'user-disabled': NO_TOKEN,
  unauthorized: NO_TOKEN,
  'certificate-authentication-off': NOT_ALLOWED,
  'username-authentication-off': NOT_ALLOWED,
  'anonymous-authentication-off': NOT_ALLOWED,
  'certificate-refused': NO_TOKEN,
  'token-type': { ...NO_TOKEN, reason: 'Tickets of that type are not issued.', faultcode: 's:Client' },
} as const satisfies Record<string, ProblemEntry>;

type TicketEntries = Readonly<Record<`ticket-${TicketProblem}`, ProblemEntry>>;

/** A ticket that opens no door: `ticket-` and what is wrong with it. */
const tickets = Object.fromEntries(
  Object.entries(ticketRefusals).map(([problem, refusal]) => [
    `ticket-${problem}`,
    { ...refusal, faultcode: problem === 'missing' ? 'FailedAuthentication' : 'InvalidSecurityToken' },
  ]),
) as unknown as TicketEntries;

export const webProblems: Readonly<Record<WebProblem, ProblemEntry>> = { ...general, ...tickets };

export type WebProblem = keyof typeof general | keyof TicketEntries;
