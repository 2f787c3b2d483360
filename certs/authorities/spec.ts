import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { ServerCertificateSpec } from './server-certificate.js';

/** Most subjectAltName entries; a large Lync pool has a dozen. The defect `huge-san` has more. */
export const MAX_NAMES = 200;

/** Errors: CERTIFICATE_SPEC_INVALID. */
export function checkSpec({ at, companyDomain, names, organization, serial, subject }: ServerCertificateSpec): void {
  // Leaves room for authorities that begin ten years earlier and end ten later.
  if (!(at >= new Date('1970-01-01T00:00:00Z') && at < new Date('9980-01-01T00:00:00Z'))) {
    throw invalid('its date is not between 1970 and 9980');
  }
  // ub-common-name and ub-organization-name, RFC 5280 appendix A.1.
  if (subject.length > 64)
    throw invalid(`the subject ${subject} is longer than the 64 characters a common name allows`);
  if (organization !== undefined && (organization === '' || organization.length > 48)) {
    throw invalid('the organization must have 1 to 48 characters');
  }
  if (names.length > MAX_NAMES) throw invalid(`more than ${MAX_NAMES} names`);
  for (const name of [subject, ...names, ...(companyDomain === undefined ? [] : [companyDomain])]) {
    if (!/^[\x21-\x7e]{1,255}$/.test(name)) throw invalid(`"${name}" is not a host name`);
  }
  if (serial !== undefined && !/^([0-9a-f]{2}){1,20}$/i.test(serial)) {
    throw invalid(`the serial number "${serial}" is not 2 to 40 hex digits`);
  }
}

function invalid(detail: string): HarnessError {
  return new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
}
