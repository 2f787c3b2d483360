import { HarnessError } from '../../../../foundation/errors/index.js';
import { attribute, children, parseXml } from '../../../../wire/xml/index.js';

/** Groups one request may ask for; the reference knows a dozen. */
export const MAX_PROVISIONING_GROUPS = 64;

/**
 * The names of the groups a client asks for, each once, in its order (MS-SIPREGE 2.2.2.4).
 * @throws HarnessError WIRE_INVALID, WIRE_TOO_LARGE
 */
export function requestedGroups(body: Buffer): string[] {
  const root = parseXml(body);
  if (root.localName !== 'provisioningGroupList') {
    throw invalid('the root', `it is <${root.localName}>, not <provisioningGroupList>`);
  }
  const names = children(root, 'provisioningGroup').flatMap((group) => attribute(group, 'name') ?? []);
  if (names.length > MAX_PROVISIONING_GROUPS) {
    const what = 'The provisioning request';
    throw new HarnessError('WIRE_INVALID', { what, place: 'its groups', detail: `${names.length} are too many` });
  }
  return [...new Set(names)];
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The provisioning request', place, detail });
}
