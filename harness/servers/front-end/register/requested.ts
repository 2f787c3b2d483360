import { HarnessError } from '../../../foundation/errors/index.js';
import { header, headerValues, listValues, parseAddress, type SipRequest } from '../../../wire/sip/index.js';

/** What a REGISTER asks for. */
export type RequestedBinding =
  /** No Contact: only what is registered (RFC 3261 10.2.3). */
  | { readonly kind: 'query' }
  | { readonly kind: 'remove' }
  /** `expires` in seconds as granted. */
  | { readonly kind: 'bind'; readonly contact: string; readonly expires: number };

/**
 * Reads Contact and Expires; a Contact's own `expires` goes before the header (RFC 3261 10.2.1.1). `longest` is what is
 * granted to who asks for more, or for nothing, in seconds.
 * @throws HarnessError WIRE_INVALID
 */
export function requestedBinding(request: SipRequest, longest: number): RequestedBinding {
  const contacts: string[] = [];
  for (const line of headerValues(request, 'Contact')) for (const each of listValues(line)) contacts.push(each);
  const contact = contacts[0] === undefined ? undefined : parseAddress(contacts[0]);
  const fromHeader = seconds(header(request, 'Expires'));
  if (contacts.length > 1) throw invalid('Contact', 'an endpoint has one contact');
  if (contact === undefined) return fromHeader === 0 ? { kind: 'remove' } : { kind: 'query' };
  const asked = seconds(contact.parameters.get('expires')) ?? fromHeader;
  if (asked === 0) return { kind: 'remove' };
  if (contact.uri === '*') throw invalid('Contact', '* goes with Expires 0 only');
  return { kind: 'bind', contact: contact.uri, expires: Math.min(asked ?? longest, longest) };
}

/** Whether the request ends a registration, for the journal; a request nobody can read does not. */
export function isDeRegister(request: SipRequest): boolean {
  try {
    return requestedBinding(request, 1).kind === 'remove';
  } catch (error) {
    if (error instanceof HarnessError) return false;
    throw error;
  }
}

function seconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[0-9]{1,10}$/.test(text)) throw invalid('Expires', 'it is not a number of seconds');
  return Number(text);
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The REGISTER', place, detail });
}
