import { HarnessError } from '../../foundation/errors/index.js';
import { attribute, children, parseXml, type XmlElement } from '../xml/index.js';
import { type AutodiscoverAnswer, locationNamed, usableAccess, usableLinks } from './answer.js';

/** MS-OCDISCWS 2.2: one resource in an AutodiscoverResponse. @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE */
export function readAutodiscoverXml(body: Buffer): AutodiscoverAnswer {
  const root = parseXml(body);
  const [resource] = root.localName === 'AutodiscoverResponse' ? children(root) : [];
  if (!resource) {
    const detail = 'it is not an AutodiscoverResponse with a resource in it';
    throw new HarnessError('WIRE_INVALID', { what: 'The autodiscover answer', place: 'the root', detail });
  }
  const location = locationNamed(attribute(root, 'AccessLocation'));
  const links = children(resource, 'Link').map((link) => ({
    token: attribute(link, 'token'),
    href: attribute(link, 'href'),
  }));
  return { ...(location && { location }), links: usableLinks(links), access: accessIn(resource) };
}

function accessIn(resource: XmlElement) {
  return (['Internal', 'External'] as const).flatMap((location) => {
    const [element] = children(resource, `SipClient${location}Access`);
    return element ? usableAccess(location, attribute(element, 'fqdn'), attribute(element, 'port')) : [];
  });
}
