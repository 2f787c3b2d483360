import { remembered } from '../../../foundation/remembered.js';
import { header, headerValues, listValues, type SipRequest } from '../../../wire/sip/index.js';
import { eventNotRegistration, gruuMissing, type Refusal } from '../refusals.js';

/** The checks of MS-SIPREGE 3.1.2.5.1 on a REGISTER's Event and Supported; the first that fails. */
export function registerRefusal(
  request: SipRequest,
): { readonly refusal: Refusal; readonly problem: string } | undefined {
  const event = header(request, 'Event');
  if (event !== undefined && event !== 'registration' && packageOf(event) !== 'registration') {
    return { refusal: eventNotRegistration, problem: 'event-not-registration' };
  }
  const supported = headerValues(request, 'Supported').map(tokensOf);
  const supports = (token: string) => supported.some((tokens) => tokens.has(token));
  if (supports('msrtc-event-categories') && !supports('gruu-10')) {
    return { refusal: gruuMissing, problem: 'gruu-missing' };
  }
  return undefined;
}

function packageOf(event: string): string {
  return event.replace(/;.*$/s, '').trim().toLowerCase();
}

/** Phones of one kind support the same, in the same words. */
const tokensOf: (supported: string) => ReadonlySet<string> = remembered(
  (supported) => new Set(listValues(supported).map((token) => token.toLowerCase())),
  { entries: 64, longest: 256 },
);
