import { remembered } from '../../foundation/remembered.js';
import { header, listValues, parseAddress, type SipAddress, type SipRequest } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';
import type { Fact, Facts, Said } from './facts.js';

/** Who says to have sent a request. Nothing of it is proven before the signature is. */
export interface Sender {
  readonly from: SipAddress;
  /** SIP address of From, without scheme and parameters, lower case. */
  readonly user: string;
  readonly epid: string | undefined;
  /** UUID of the first Contact's `+sip.instance`, lower case. */
  readonly instance: string | undefined;
  /** What tells this endpoint from the user's others: epid, else the instance. */
  readonly endpoint: string | undefined;
}

/** One request, and who says to have sent it. */
export interface Exchange extends Sender {
  readonly request: SipRequest;
  readonly link: Link;
  /** What is known of the request beside this. */
  readonly facts: Facts;
}

/**
 * Reads what every later step needs.
 * @throws HarnessError WIRE_INVALID for a From or Contact nobody can read
 */
export function exchangeOf(request: SipRequest, link: Link, facts: Facts): Exchange {
  const { endpoint, epid, from, instance, user } = facts.find(sender);
  return { request, link, facts, from, user, epid, instance, endpoint };
}

const sender: Fact<Sender> = (said) => {
  const from = parseAddress(header(said, 'From') ?? '');
  const epid = from.parameters.get('epid') || undefined;
  const instance = instanceOf(said);
  return { from, user: addressOf(from.uri), epid, instance, endpoint: epid?.toLowerCase() ?? instance };
};

/** `alice@contoso.test` of `sip:Alice@contoso.test;x=y`. */
export const addressOf: (uri: string) => string = remembered(bareAddress, { entries: 1024, longest: 128 });

function bareAddress(uri: string): string {
  return uri
    .replace(/^sips?:/i, '')
    .replace(/[;?].*$/s, '')
    .toLowerCase();
}

function instanceOf(said: Said): string | undefined {
  const contact = header(said, 'Contact');
  const first = contact === undefined ? undefined : listValues(contact)[0];
  const value = first === undefined ? undefined : parseAddress(first).parameters.get('+sip.instance');
  return value === undefined ? undefined : uuidIn(value);
}

function uuidIn(value: string): string | undefined {
  return /^<urn:uuid:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})>$/i.exec(value)?.[1]?.toLowerCase();
}
