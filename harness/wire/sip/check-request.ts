import { parseAddress } from './address.js';
import { parseCSeq } from './cseq.js';
import { headerValues } from './headers.js';
import { invalidSip } from './invalid.js';
import { listValues } from './list.js';
import type { SipRequest } from './message.js';
import { parseVia } from './via.js';

/**
 * What every request needs before anybody can answer it (RFC 3261 8.1.1): a Request-URI without headers, Via, and
 * exactly one From, To, Call-ID and CSeq whose method is the request's.
 * @throws HarnessError WIRE_INVALID naming the header
 */
export function checkRequest(request: SipRequest): void {
  checkAllButCSeq(request);
  checkCSeq(request);
}

/** The part of it that has nothing to do with the request's number, and so is the same for all of a client's refreshes. */
export function checkAllButCSeq(request: Pick<SipRequest, 'uri' | 'headers'>): void {
  if (hasHeaders(request.uri)) throw invalidSip('the Request-URI', 'it has headers');
  let vias = 0;
  for (const line of headerValues(request, 'Via')) {
    for (const via of listValues(line)) {
      parseVia(via);
      vias++;
    }
  }
  if (vias === 0) throw invalidSip('Via', 'it is missing');
  parseAddress(single(request, 'From'));
  parseAddress(single(request, 'To'));
  single(request, 'Call-ID');
}

/** The other part. */
export function checkCSeq(request: Pick<SipRequest, 'method' | 'headers'>): void {
  if (parseCSeq(single(request, 'CSeq')).method !== request.method) {
    throw invalidSip('CSeq', 'its method is not that of the request');
  }
}

/** RFC 3261 19.1.1; a question mark in the user part is a character like others. */
function hasHeaders(uri: string): boolean {
  return uri.includes('?') && /^sips?:/i.test(uri) && uri.slice(uri.lastIndexOf('@') + 1).includes('?');
}

function single(request: Pick<SipRequest, 'headers'>, name: string): string {
  const values = headerValues(request, name);
  const value = values[0];
  if (value === undefined || value === '') throw invalidSip(name, 'it is missing');
  if (values.length > 1) throw invalidSip(name, 'it is given more than once');
  return value;
}
