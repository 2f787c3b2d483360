import { header, headerValues, listValues, type SipRequest } from '../../../wire/sip/index.js';
import { eventNotRegistration, gruuMissing, type Refusal } from '../refusals.js';

/** The checks of MS-SIPREGE 3.1.2.5.1 on a REGISTER's Event and Supported; the first that fails. */
export function registerRefusal(
  request: SipRequest,
): { readonly refusal: Refusal; readonly problem: string } | undefined {
  const event = header(request, 'Event');
  if (event !== undefined && event.replace(/;.*$/s, '').trim().toLowerCase() !== 'registration') {
    return { refusal: eventNotRegistration, problem: 'event-not-registration' };
  }
  const supported = headerValues(request, 'Supported')
    .flatMap(listValues)
    .map((token) => token.toLowerCase());
  if (supported.includes('msrtc-event-categories') && !supported.includes('gruu-10')) {
    return { refusal: gruuMissing, problem: 'gruu-missing' };
  }
  return undefined;
}
