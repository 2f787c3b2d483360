import type { BerReader } from '../ber/reader.js';
import { application, BerTag } from '../ber/tags.js';
import { element, octets, text } from '../ber/writer.js';

/** CompareRequest (RFC 4511 4.10). */
export interface CompareRequest {
  readonly kind: 'compareRequest';
  readonly dn: string;
  readonly attribute: string;
  readonly value: Buffer;
}

export const COMPARE_REQUEST = application(14);

export function readCompareRequest(reader: BerReader): CompareRequest {
  const parts = reader.constructed(COMPARE_REQUEST, 'the compare request');
  const dn = parts.text('the name');
  const pair = parts.constructed(BerTag.sequence, 'the assertion');
  return { kind: 'compareRequest', dn, attribute: pair.text('the attribute'), value: pair.octets('the value') };
}

export function writeCompareRequest({ attribute, dn, value }: CompareRequest): Buffer {
  return element(COMPARE_REQUEST, text(dn), element(BerTag.sequence, text(attribute), octets(value)));
}
