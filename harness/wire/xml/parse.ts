import { isUtf8 } from 'node:buffer';
import { HarnessError } from '../../foundation/errors/index.js';
import type { XmlElement } from './element.js';
import { MAX_XML_BYTES } from './limits.js';
import { readPlain } from './plain-reader.js';
import { readStrictly } from './strict-reader.js';
import { tooLarge } from './too-large.js';

/**
 * The root element of a well-formed, namespace-correct XML 1.0 document in UTF-8. Document type declarations,
 * processing instructions and undefined entities are refused: no client needs them, and they are how XML attacks.
 * @throws HarnessError WIRE_INVALID with `line:column`, or WIRE_TOO_LARGE
 */
export function parseXml(text: string | Buffer): XmlElement {
  if (Buffer.byteLength(text) > MAX_XML_BYTES) throw tooLarge(`${MAX_XML_BYTES} bytes`, 'the document');
  const characters = typeof text === 'string' ? text : decode(text);
  return readPlain(characters) ?? readStrictly(characters);
}

function decode(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  throw new HarnessError('WIRE_INVALID', { what: 'The XML', place: 'its bytes', detail: 'they are not UTF-8' });
}
