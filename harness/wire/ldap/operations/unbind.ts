import type { BerReader } from '../ber/reader.js';
import { applicationPrimitive } from '../ber/tags.js';
import { element } from '../ber/writer.js';
import { invalidLdap } from '../invalid.js';

/** UnbindRequest (RFC 4511 4.3): the client goes; nothing answers it. */
export interface UnbindRequest {
  readonly kind: 'unbindRequest';
}

export const UNBIND_REQUEST = applicationPrimitive(2);

export function readUnbindRequest(reader: BerReader): UnbindRequest {
  if (reader.content(UNBIND_REQUEST, 'the unbind request').length > 0) {
    throw invalidLdap('the unbind request', 'it is not NULL');
  }
  return { kind: 'unbindRequest' };
}

export function writeUnbindRequest(): Buffer {
  return element(UNBIND_REQUEST);
}
