import type { SipHeader } from '../../wire/sip/index.js';
import type { Reply } from './reply.js';

/** A response that ends a request, with the ErrorId an administrator looks up (MS-OCER 7). */
export interface Refusal {
  readonly status: number;
  readonly reason: string;
  readonly errorId: number;
  readonly text: string;
  /** Whether the ErrorId may leave the deployment, in `ms-diagnostics-public`. */
  readonly public?: boolean;
  readonly also?: readonly SipHeader[];
}

/** MS-OCER 7; 401 with it as observed. The status goes with the list of challenges, never alone. */
export const handshakeFailed = { errorId: 1000, text: 'Final handshake failed' } as const;

/** MS-OCER 7; that it goes with a 403 for another account's credentials is inferred. */
export const otherUser: Refusal = {
  status: 403,
  reason: 'Forbidden',
  errorId: 4004,
  text: 'Credentials not authorized to act as this From URI',
  public: true,
};

/** MS-OCER 7. */
export const unknownUser: Refusal = {
  status: 404,
  reason: 'Not Found',
  errorId: 4005,
  text: 'Destination URI either not enabled for SIP or does not exist',
};

/** MS-SIPREGE 3.1.2.5.1; the wording of the text is ours. */
export const endpointMissing: Refusal = {
  status: 400,
  reason: 'Bad Request',
  errorId: 4010,
  text: 'Endpoint identifier missing: neither epid nor +sip.instance',
};

/** MS-OCER 7; the wording of the text is ours. */
export const epidTooLong: Refusal = { status: 400, reason: 'Bad Request', errorId: 4012, text: 'epid is too long' };

/** MS-SIPREGE 3.1.2.5.1; the wording of the text is ours. */
export const eventNotRegistration: Refusal = {
  status: 489,
  reason: 'Bad Event',
  errorId: 4055,
  text: 'The Event of a REGISTER is not registration',
};

/** MS-SIPREGE 3.1.2.5.1; the wording of the text is ours. */
export const gruuMissing: Refusal = {
  status: 421,
  reason: 'Extension Required',
  errorId: 2057,
  text: 'msrtc-event-categories needs gruu-10',
  also: [{ name: 'Require', value: 'gruu-10' }],
};

/** MS-OCER 7; the text as in the notice to a client whose user was disabled (MS-SIPREGE 4.1.3); in a 403 it is inferred. */
export const userDisabled: Refusal = {
  status: 403,
  reason: 'Forbidden',
  errorId: 4141,
  text: 'User disabled',
  public: true,
};

/** MS-OCER 7; that a Registrar says it of a domain that is none of its own is inferred. */
export const domainNotServed: Refusal = {
  status: 404,
  reason: 'Not Found',
  errorId: 1005,
  text: 'Cannot route to this SIP domain',
};

/** MS-OCER 7. */
export const remoteAccessDisabled: Refusal = {
  status: 403,
  reason: 'Forbidden',
  errorId: 4003,
  text: 'From URI not enabled for remote access',
  public: true,
};

/** MS-OCER 7; that a server which drains gives it, and the wording, are inferred. `seconds` go into Retry-After. */
export function draining(seconds: number): Refusal {
  return {
    status: 503,
    reason: 'Service Unavailable',
    errorId: 1007,
    text: 'Temporarily cannot route: the server accepts no new sign-ins',
    also: [{ name: 'Retry-After', value: String(seconds) }],
  };
}

/** MS-OCER 7; that an Edge gives it while the server behind it is down is inferred. */
export const nextHopDown: Refusal = {
  status: 504,
  reason: 'Server time-out',
  errorId: 1007,
  text: 'Temporarily cannot route',
};

/** The header that carries an ErrorId (MS-OCER 2.2.1); the source's name stays inside the deployment. */
export function diagnostics(refusal: Pick<Refusal, 'errorId' | 'text' | 'public'>, source: string): SipHeader {
  const value = `${refusal.errorId};reason="${refusal.text}"`;
  return refusal.public
    ? { name: 'ms-diagnostics-public', value }
    : { name: 'ms-diagnostics', value: `${value};source="${source}"` };
}

/** In the NOTIFY that a disabled user's endpoints get (MS-SIPREGE 4.1.3). */
export const userDisabledDiagnostics: SipHeader = diagnostics(userDisabled, '');

export function refusalReply(refusal: Refusal, source: string): Reply {
  return {
    status: refusal.status,
    reason: refusal.reason,
    after: [...(refusal.also ?? []), diagnostics(refusal, source)],
  };
}
