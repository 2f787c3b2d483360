import type { BerReader } from '../ber/reader.js';
import { application, primitive } from '../ber/tags.js';
import { element, octets, text } from '../ber/writer.js';
import { type LdapResult, readResult, resultParts } from '../result.js';

/** Names of extended operations (RFC 4511 4.14, RFC 4532) and of the notice of disconnection (RFC 4511 4.4.1). */
export const START_TLS = '1.3.6.1.4.1.1466.20037';
export const WHO_AM_I = '1.3.6.1.4.1.4203.1.11.3';
export const NOTICE_OF_DISCONNECTION = '1.3.6.1.4.1.1466.20036';

/** ExtendedRequest (RFC 4511 4.12). */
export interface ExtendedRequest {
  readonly kind: 'extendedRequest';
  /** Object identifier. */
  readonly name: string;
  readonly value?: Buffer;
}

export interface ExtendedResponse extends LdapResult {
  readonly kind: 'extendedResponse';
  readonly name?: string;
  readonly value?: Buffer;
}

export const EXTENDED_REQUEST = application(23);
export const EXTENDED_RESPONSE = application(24);

export function readExtendedRequest(reader: BerReader): ExtendedRequest {
  const parts = reader.constructed(EXTENDED_REQUEST, 'the extended request');
  const name = parts.text('the name of the operation', primitive(0));
  const value = parts.peek() === primitive(1) ? parts.octets('the value of the operation', primitive(1)) : undefined;
  return { kind: 'extendedRequest', name, ...(value && { value }) };
}

export function writeExtendedRequest({ name, value }: ExtendedRequest): Buffer {
  return element(EXTENDED_REQUEST, text(name, primitive(0)), ...(value ? [octets(value, primitive(1))] : []));
}

export function readExtendedResponse(reader: BerReader): ExtendedResponse {
  const parts = reader.constructed(EXTENDED_RESPONSE, 'the extended response');
  const result = readResult(parts);
  const name = parts.peek() === primitive(10) ? parts.text('the name of the response', primitive(10)) : undefined;
  const value = parts.peek() === primitive(11) ? parts.octets('the value of the response', primitive(11)) : undefined;
  return { kind: 'extendedResponse', ...result, ...(name !== undefined && { name }), ...(value && { value }) };
}

export function writeExtendedResponse(response: ExtendedResponse): Buffer {
  const { name, value } = response;
  return element(
    EXTENDED_RESPONSE,
    ...resultParts(response),
    ...(name === undefined ? [] : [text(name, primitive(10))]),
    ...(value ? [octets(value, primitive(11))] : []),
  );
}
