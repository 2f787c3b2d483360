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
export const webProblems = {
  'incorrect-pin': NO_TOKEN,
  'unknown-user': NO_TOKEN,
  locked: NO_TOKEN,
  'no-credential': NO_TOKEN,
  'wrong-password': NO_TOKEN,
  'pin-authentication-off': NOT_ALLOWED,
  'windows-authentication-off': NOT_ALLOWED,
  'unsupported-authentication': NOT_ALLOWED,
  'not-https': NOT_ALLOWED,
  'ticket-missing': NO_TOKEN,
  'ticket-invalid': INVALID_TICKET,
  'ticket-expired': { ...INVALID_TICKET, errorId: 28033, reason: 'The web ticket has expired.' },
  'ticket-audience': { ...INVALID_TICKET, errorId: 28077, reason: 'Invalid audience in the web ticket.' },
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
} as const satisfies Record<string, ProblemEntry>;

export type WebProblem = keyof typeof webProblems;
