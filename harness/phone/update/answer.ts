import { HarnessError } from '../../foundation/errors/index.js';
import { descend, find, parseXml, text, type XmlElement } from '../../wire/xml/index.js';
import type { UpdateOffer } from './flash.js';

/** Characters of an address that are taken. */
const MAX_URL = 1000;
const FILE_NAME = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/**
 * What an answer of the device update service offers; undefined for nothing. The elements are a reconstruction, but for
 * BaseURL and ExternalBaseURL, which a vendor's guide shows.
 * @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE
 */
export function readUpdateAnswer(body: Buffer): UpdateOffer | undefined {
  const answer = parseXml(body);
  const module = find(answer, 'Module');
  if (module === undefined || wordIn(answer, 'Downloads') === '0') return undefined;
  const version = wordIn(module, 'Version');
  if (!/^\d{1,9}(\.\d{1,9}){3}$/.test(version)) throw invalid('Version', 'it is not four numbers');
  const baseUrl = addressIn(answer, 'BaseURL');
  const externalBaseUrl = addressIn(answer, 'ExternalBaseURL');
  return {
    version,
    file: fileIn(module, 'FileName'),
    signatureFile: fileIn(module, 'SignatureFileName'),
    ...(baseUrl && { baseUrl }),
    ...(externalBaseUrl && { externalBaseUrl }),
  };
}

function wordIn(element: XmlElement, name: string): string {
  const found = descend(element, name);
  return found ? text(found).trim() : '';
}

/** A name, and no path: nothing else may lead out of the folder. */
function fileIn(module: XmlElement, name: string): string {
  const value = wordIn(module, name);
  if (!FILE_NAME.test(value)) throw invalid(name, 'it is not the name of a file');
  return value;
}

function addressIn(answer: XmlElement, name: string): string {
  const value = wordIn(answer, name);
  if (value.length > MAX_URL) throw invalid(name, `it is longer than ${MAX_URL} characters`);
  return value;
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The answer of the update service', place, detail });
}
