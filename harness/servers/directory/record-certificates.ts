import { HarnessError } from '../../foundation/errors/index.js';
import type { CertificateName, EventDetails } from '../../journal/index.js';
import type { DirectoryEntry } from '../../pool/index.js';
import { certificateName } from '../tls-events.js';
import type { Selection } from './search/selection.js';

/** The CA certificates in an answer, as events name them; undefined where there are none, or none were asked for. */
export function certificatesIn(
  entries: readonly DirectoryEntry[],
  selection: Selection,
): EventDetails['ldap.certificates'] | undefined {
  if (selection.typesOnly || !(selection.all || selection.named.has('cacertificate'))) return undefined;
  const holding = entries.filter(({ attributes }) => attributes.has('cacertificate'));
  if (holding.length === 0) return undefined;
  const values = holding.flatMap(({ attributes }) => attributes.get('cacertificate')?.values ?? []);
  return {
    certificates: distinct(values.map(readable).filter((name) => name !== undefined)),
    from: holding.map(({ dn }) => dn),
  };
}

/** What a directory holds under that name need not be a certificate. */
function readable(value: Buffer): CertificateName | undefined {
  try {
    return certificateName(value);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

/** The same one is in several objects. */
function distinct(names: readonly CertificateName[]): CertificateName[] {
  return [...new Map(names.map((name) => [name.thumbprint, name])).values()];
}
