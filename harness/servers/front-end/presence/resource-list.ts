import { randomBytes } from 'node:crypto';
import type { SipBody } from '../reply.js';
import { RLMI } from './namespaces.js';
import { EVENT_CATEGORIES_TYPE } from './watched-categories.js';
import { element } from './xml.js';

/** One of the resources of a list. */
export type ListedResource =
  | { readonly address: string; readonly state: 'active'; readonly categories: string }
  /** Not to be had here: subscribe singly, at that pool where one is named. */
  | { readonly address: string; readonly state: 'resubscribe'; readonly poolFqdn: string | undefined }
  /** Nobody of that address. */
  | { readonly address: string; readonly state: 'terminated' };

/** The first part's identifier and `start` of the whole. */
const START = 'resourceList';

/**
 * The presence of several people as one body: a list of them (RFC 4662) and a part for each that is there (reference 6.7).
 * @param list SIP address, without scheme, whose list it is
 */
export function resourceList(list: string, resources: readonly ListedResource[]): SipBody {
  // Nothing published can hold a boundary drawn afterwards.
  const boundary = randomBytes(15).toString('hex');
  const each = resources.map(({ address, ...rest }) =>
    element('resource', { uri: `sip:${address}` }, element('instance', { id: 0, ...instanceOf(address, rest) })),
  );
  const table = element('list', { xmlns: RLMI, uri: `sip:${list}`, version: 0, fullState: true }, each.join(''));
  const parts = [
    part(START, 'application/rlmi+xml', table),
    ...resources.map((resource) =>
      resource.state === 'active' ? part(resource.address, EVENT_CATEGORIES_TYPE, resource.categories) : '',
    ),
  ].filter((text) => text !== '');
  // An empty line after each part: libpurple takes the last four bytes of every part for line ends (observed).
  const text = `${parts.map((content) => `--${boundary}\r\n${content}\r\n\r\n`).join('')}--${boundary}--\r\n`;
  const type = `multipart/related; type="application/rlmi+xml"; start=${START}; boundary=${boundary}`;
  return { type, text };
}

type State = { readonly state: ListedResource['state']; readonly poolFqdn?: string | undefined };

function instanceOf(address: string, { poolFqdn, state }: State) {
  if (state === 'active') return { state, cid: address };
  if (state === 'resubscribe') return { state, poolFqdn };
  return { state, reason: 'noresource' };
}

function part(id: string, type: string, text: string): string {
  return `Content-Transfer-Encoding: binary\r\nContent-ID: ${id}\r\nContent-Type: ${type}\r\n\r\n${text}`;
}
