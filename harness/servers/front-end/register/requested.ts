import { HarnessError } from '../../../foundation/errors/index.js';
import { header, headerValues, listValues, parseAddress } from '../../../wire/sip/index.js';
import type { Fact, Facts } from '../facts.js';
import { contactOverConnection } from './contacts.js';

/** What a REGISTER asks for. */
export type RequestedBinding =
  /** No Contact: only what is registered (RFC 3261 10.2.3). */
  | { readonly kind: 'query' }
  | { readonly kind: 'remove' }
  /** The contact with the connection it is reached over; `expires` in seconds as granted. */
  | { readonly kind: 'bind'; readonly contact: string; readonly expires: number };

/** What Contact and Expires say. */
type AskedBinding =
  | Exclude<RequestedBinding, { kind: 'bind' }>
  /** Seconds; undefined for as long as may be. */
  | { readonly kind: 'bind'; readonly contact: string; readonly expires: number | undefined };

/**
 * Reads Contact and Expires; a Contact's own `expires` goes before the header (RFC 3261 10.2.1.1). `longest` is what is
 * granted to who asks for more, or for nothing, in seconds.
 * @throws HarnessError WIRE_INVALID
 */
export function requestedBinding(facts: Facts, longest: number): RequestedBinding {
  const asked = facts.find(askedBinding);
  if (asked.kind !== 'bind') return asked;
  return { kind: 'bind', contact: asked.contact, expires: Math.min(asked.expires ?? longest, longest) };
}

const askedBinding: Fact<AskedBinding> = (said, link) => {
  const contacts: string[] = [];
  for (const line of headerValues(said, 'Contact')) for (const each of listValues(line)) contacts.push(each);
  const contact = contacts[0] === undefined ? undefined : parseAddress(contacts[0]);
  const fromHeader = seconds(header(said, 'Expires'));
  if (contacts.length > 1) throw invalid('Contact', 'an endpoint has one contact');
  if (contact === undefined) return { kind: fromHeader === 0 ? 'remove' : 'query' };
  const expires = seconds(contact.parameters.get('expires')) ?? fromHeader;
  if (expires === 0) return { kind: 'remove' };
  if (contact.uri === '*') throw invalid('Contact', '* goes with Expires 0 only');
  return { kind: 'bind', contact: contactOverConnection(contact.uri, link.cid), expires };
};

/** Whether the request ends a registration, for the journal; a request nobody can read does not. */
export function isDeRegister(facts: Facts): boolean {
  try {
    return facts.find(askedBinding).kind === 'remove';
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
