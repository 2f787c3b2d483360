import { HarnessError } from '../../foundation/errors/index.js';
import { type AutodiscoverAnswer, MAX_AUTODISCOVER_BYTES } from './answer.js';
import { readAutodiscoverJson } from './read-json.js';
import { readAutodiscoverXml } from './read-xml.js';

/** What a client names in Accept to be answered in XML (observed of one). */
export const AUTODISCOVER_ACCEPT = 'application/vnd.microsoft.rtc.autodiscover+xml;v=1';

const readers: ReadonlyMap<string, (body: Buffer) => AutodiscoverAnswer> = new Map([
  ['application/vnd.microsoft.rtc.autodiscover+xml', readAutodiscoverXml],
  ['application/vnd.microsoft.rtc.autodiscover+json', readAutodiscoverJson],
  ['application/json', readAutodiscoverJson],
]);

/**
 * The answer of Lync autodiscover, XML or JSON as its content type says; a page of any other type is none (observed: a
 * client insists on it, so that the start page of a web server is not taken for an answer).
 * @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE
 */
export function readAutodiscover(contentType: string | undefined, body: Buffer): AutodiscoverAnswer {
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  const read = readers.get(type);
  const what = 'The autodiscover answer';
  if (!read) {
    const detail = type === '' ? 'there is none' : `${type.slice(0, 100)} is not one of autodiscover`;
    throw new HarnessError('WIRE_INVALID', { what, place: 'its content type', detail });
  }
  if (body.length > MAX_AUTODISCOVER_BYTES) {
    throw new HarnessError('WIRE_TOO_LARGE', { what, limit: `${MAX_AUTODISCOVER_BYTES} bytes`, place: 'its body' });
  }
  return read(body);
}
