import { isUtf8 } from 'node:buffer';
import { HarnessError } from '../../foundation/errors/index.js';
import { type AutodiscoverAnswer, locationNamed, usableAccess, usableLinks } from './answer.js';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Both JSON forms: version 1 with the names of the XML (recollected), and `_links` of later clients (public scripts read
 * it). @throws HarnessError WIRE_INVALID
 */
export function readAutodiscoverJson(body: Buffer): AutodiscoverAnswer {
  const value = parse(body);
  const [inside = value] = ['Root', 'User', 'Domain'].flatMap((name) => objectAt(value, name) ?? []);
  const location = locationNamed(textAt(value, 'AccessLocation'));
  const listed = own(inside, 'Links');
  const links = Array.isArray(listed)
    ? listed.map((link: unknown) => ({ token: textAt(link, 'token'), href: textAt(link, 'href') }))
    : Object.entries(objectAt(inside, '_links') ?? {}).map(([token, link]) => ({ token, href: textAt(link, 'href') }));
  const access = (['Internal', 'External'] as const).flatMap((each) => {
    const place = objectAt(inside, `SipClient${each}Access`) ?? objectAt(inside, `sipClient${each}Access`);
    return place ? usableAccess(each, textAt(place, 'fqdn'), textAt(place, 'port')) : [];
  });
  return { ...(location && { location }), links: usableLinks(links), access };
}

function parse(body: Buffer): JsonObject {
  let value: unknown;
  try {
    value = isUtf8(body) ? JSON.parse(body.toString('utf8')) : undefined;
  } catch {
    value = undefined;
  }
  if (isObject(value)) return value;
  const detail = 'it is not a JSON object in UTF-8';
  throw new HarnessError('WIRE_INVALID', { what: 'The autodiscover answer', place: 'its body', detail });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function objectAt(value: unknown, name: string): JsonObject | undefined {
  const found = own(value, name);
  return isObject(found) ? found : undefined;
}

/** Ports are text in one form and numbers in the other. */
function textAt(value: unknown, name: string): string | undefined {
  const found = own(value, name);
  if (typeof found === 'number') return String(found);
  return typeof found === 'string' ? found : undefined;
}
