import type { SipRequest } from '../../../wire/sip/index.js';
import { child, children, find, type XmlElement } from '../../../wire/xml/index.js';
import { addressOf } from '../exchange.js';
import { invalidBody, required, xmlBody } from './read-body.js';

/** People one subscription may watch: as many as a contact list holds. */
export const MAX_WATCHED = 1000;
/** Categories one subscription may name; there are about a dozen. */
export const MAX_CATEGORIES = 64;

export interface AskedResource {
  /** SIP address without scheme, lower case. */
  readonly address: string;
  /** The watcher just put the user into the contact list, who shall be told (`context`, observed of pidgin-sipe). */
  readonly added: boolean;
}

/** Whom a SUBSCRIBE for presence names. */
export interface AskedPresence {
  readonly subscribe: readonly AskedResource[];
  readonly unsubscribe: readonly string[];
  /** Empty where the list names none. */
  readonly categories: readonly string[];
}

/**
 * Reads a batch (`batchSub`, or `adhoclist` of clients before 2007): by action, or all to be subscribed.
 * @throws HarnessError WIRE_INVALID
 */
export function askedPresence(request: Pick<SipRequest, 'body'>, type: string): AskedPresence {
  const { root } = xmlBody(request, /^\s*application\/adrl\+xml/i.test(type) ? 'adhoclist' : 'batchSub');
  const actions = root.localName === 'adhoclist' ? [root] : children(root, 'action');
  const categories = actions.flatMap((action) => {
    const list = child(action, 'categoryList') ?? child(root, 'categoryList');
    return list ? children(list, 'category').map((category) => required(category, 'name', 64)) : [];
  });
  const leaving = actions.filter((action) => nameOf(action) === 'unsubscribe');
  const subscribe = actions.filter((action) => !leaving.includes(action)).flatMap(resourcesOf);
  const unsubscribe = leaving.flatMap(resourcesOf).map(({ address }) => address);
  return { subscribe: once(subscribe), unsubscribe, categories: [...new Set(categories)] };
}

function resourcesOf(action: XmlElement): AskedResource[] {
  const list = child(action, 'adhocList') ?? child(action, 'create');
  return (list ? children(list, 'resource') : []).map((resource) => ({
    address: addressOf(required(resource, 'uri')),
    added: find(resource, 'context') !== undefined,
  }));
}

function nameOf(action: XmlElement): string | undefined {
  return action.attributes.find(({ localName }) => localName === 'name')?.value.toLowerCase();
}

function once(resources: readonly AskedResource[]): AskedResource[] {
  return [...new Map(resources.map((each) => [each.address, each])).values()];
}

export function tooMany(what: string, limit: number) {
  return invalidBody(what, `they are more than ${limit}`);
}
