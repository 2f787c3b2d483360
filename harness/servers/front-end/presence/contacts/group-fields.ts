import type { XmlElement } from '../../../../wire/xml/index.js';
import { invalidBody, wholeNumber } from '../read-body.js';
import { field } from './contact-request.js';

/**
 * A group's name and its URI.
 * @throws HarnessError WIRE_INVALID for one without a name
 */
export function groupFields(operation: XmlElement): { readonly name: string; readonly externalUri: string } {
  const name = field(operation, 'name') ?? '';
  if (name.trim() === '') throw invalidBody(operation.localName, 'it has no name');
  return { name, externalUri: field(operation, 'externalURI') ?? '' };
}

/** @throws HarnessError WIRE_INVALID */
export function groupId(operation: XmlElement): number {
  return wholeNumber(field(operation, 'groupID') ?? '', operation.localName, 'groupID');
}
