import { HarnessError } from '../../foundation/errors/index.js';
import { headerValues, listValues, parseVia, type SipRequest } from '../../wire/sip/index.js';
import type { Link } from './connection/link.js';

/**
 * The values of the request's Via headers for its response: every one echoed, the first one with where it really came from
 * (RFC 3261 18.2.1; `ms-received-port` and `ms-received-cid` observed on Lync 2013).
 */
export function receivedVias(request: { readonly headers: SipRequest['headers'] }, link: Link): string[] {
  const vias: string[] = [];
  for (const line of headerValues(request, 'Via')) {
    for (const via of listValues(line)) {
      vias.push(vias.length === 0 ? received(via, link) : via);
    }
  }
  return vias;
}

const RECEIVED = /;[ \t]*(?:received|ms-received-port|ms-received-cid)[ \t]*=[^;]*/gi;

function received(via: string, link: Link): string {
  // What the client wrote in these places is replaced: only the server knows.
  const own = /received/i.test(via) ? via.replace(RECEIVED, '') : via;
  const address = hostOf(via) === link.peer.address ? '' : `;received=${link.peer.address}`;
  return `${own}${address};ms-received-port=${link.peer.port};ms-received-cid=${link.cid}`;
}

function hostOf(via: string): string | undefined {
  try {
    return parseVia(via).host.replace(/^\[(.*)\]$/, '$1');
  } catch (error) {
    // A broken Via is still echoed in the 400 that says so.
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
