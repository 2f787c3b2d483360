import { HarnessError } from '../../../foundation/errors/index.js';
import { decodePagedResults, type LdapControl, PAGED_RESULTS, type PagedResults } from '../../../wire/ldap/index.js';

/**
 * Controls that change nothing here: no referrals, security descriptors, deleted objects or server-side search options
 * exist to be left out or shown (MS-ADTS 3.1.1.3.4.1); ManageDsaIT is RFC 3296.
 */
const harmless = new Set([
  '1.2.840.113556.1.4.1339',
  '1.2.840.113556.1.4.1340',
  '1.2.840.113556.1.4.801',
  '1.2.840.113556.1.4.417',
  '2.16.840.1.113730.3.4.2',
]);

export type SearchControls =
  | { readonly paging: PagedResults | undefined }
  | { readonly problem: 'protocolError' | 'unavailableCriticalExtension'; readonly detail: string };

/** What the controls of a search ask for; unknown ones that are not critical count for nothing (RFC 4511 4.1.11). */
export function searchControls(controls: readonly LdapControl[]): SearchControls {
  let paging: PagedResults | undefined;
  for (const { critical, type, value } of controls) {
    if (type === PAGED_RESULTS) {
      const read = readPaging(value);
      if (!read) return { problem: 'protocolError', detail: 'the paging control cannot be read' };
      paging = read;
    } else if (critical && !harmless.has(type)) {
      return { problem: 'unavailableCriticalExtension', detail: `there is no control ${type}` };
    }
  }
  return { paging };
}

function readPaging(value: Buffer | undefined): PagedResults | undefined {
  if (!value) return undefined;
  try {
    return decodePagedResults(value);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
