import { HarnessError } from '../../../foundation/errors/index.js';
import type { SipRequest } from '../../../wire/sip/index.js';
import { attribute, parseXml, type XmlElement } from '../../../wire/xml/index.js';

/** A request's XML body, and its text, of which the elements' `source` are offsets. */
export interface XmlBody {
  readonly root: XmlElement;
  readonly text: string;
}

/**
 * The body of a request whose root has this local name; of namespaces clients differ (inferred), so they are not compared.
 * @throws HarnessError WIRE_INVALID
 */
export function xmlBody({ body }: Pick<SipRequest, 'body'>, rootName: string): XmlBody {
  const root = parsed(body);
  if (root.localName !== rootName) throw invalidBody('its root', `it is ${root.localName}, not ${rootName}`);
  return { root, text: body.toString('utf8') };
}

function parsed(body: Buffer): XmlElement {
  try {
    return parseXml(body);
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'WIRE_TOO_LARGE') throw error;
    throw new HarnessError('WIRE_INVALID', { what: 'The body', place: 'its size', detail: error.message });
  }
}

/**
 * An attribute that every element of its kind has.
 * @throws HarnessError WIRE_INVALID
 */
export function required(element: XmlElement, name: string, maxLength = MAX_NAME): string {
  const value = attribute(element, name);
  if (value === undefined || value === '') throw invalidBody(element.localName, `it has no ${name}`);
  if (value.length > maxLength) throw invalidBody(element.localName, `${name} is longer than ${maxLength} characters`);
  return value;
}

/**
 * A whole number of at most 32 bits in an attribute; undefined where there is none.
 * @throws HarnessError WIRE_INVALID
 */
export function number(element: XmlElement, name: string): number | undefined {
  const value = attribute(element, name);
  return value === undefined ? undefined : wholeNumber(value, element.localName, name);
}

/**
 * Decimal digits as a number of at most 32 bits.
 * @throws HarnessError WIRE_INVALID
 */
export function wholeNumber(text: string, place: string, what: string): number {
  const digits = text.trim();
  const value = Number(digits);
  if (!/^\d{1,10}$/.test(digits) || value > MAX_NUMBER) throw invalidBody(place, `${what} is not a number of 32 bits`);
  return value;
}

export function invalidBody(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The body', place, detail });
}

/** Characters of a name, an address or a URI; the longest real ones are GRUUs of about 150. */
export const MAX_NAME = 450;
/** Instances are hashes of 32 bits (observed), versions and deltaNums count up. */
const MAX_NUMBER = 2 ** 32 - 1;
