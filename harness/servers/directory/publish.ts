import { readFacts, summarize } from '../../../certs/trust/index.js';
import type { ActiveDirectorySettings, DirectoryStore } from '../../deployment/index.js';
import type { Directory, DirectoryEntry } from '../../pool/index.js';
import { escapeDnValue } from '../../wire/ldap/index.js';
import { contextsOf } from './entries/contexts.js';
import { type Contexts, entryOf } from './entries/entry.js';
import { nameKey } from './schema/normal-value.js';

/** Values one object collects: a CA renews its certificate every few years. */
export const MAX_CERTIFICATES_PER_OBJECT = 200;

/** Mandatory attributes of the class that certutil fills with a single zero (observed in forests, inferred here). */
const PLACEHOLDER = Buffer.from([0]);

/** One object `publishCa` wrote. */
export interface PublishedObject {
  readonly dn: string;
  /** `present`: the certificate was in it already. `full`: it takes no more. */
  readonly result: 'added' | 'present' | 'full';
}

/**
 * What `certutil -f -dspublish FILE RootCA|SubCA|NTAuthCA` writes: a root into Certification Authorities and AIA, an
 * authority below it into AIA alone, NTAuthCA into the one object of that name. An object is named by the common name
 * of the certificate's subject, and keeps the certificates it had.
 * Errors: CERTIFICATE_MALFORMED, DER_INVALID.
 */
export function publishCa(
  directory: Directory,
  settings: Pick<ActiveDirectorySettings, 'domain'>,
  store: DirectoryStore,
  certificate: Buffer,
): PublishedObject[] {
  const contexts = contextsOf(settings);
  const cn = `CN=${escapeDnValue(commonName(certificate))}`;
  const within = (container: string) => `${cn},CN=${container},${contexts.publicKeyServicesDn}`;
  const places: Readonly<Record<DirectoryStore, readonly string[]>> = {
    RootCA: [within('Certification Authorities'), within('AIA')],
    SubCA: [within('AIA')],
    NTAuthCA: [`CN=NTAuthCertificates,${contexts.publicKeyServicesDn}`],
  };
  return places[store].map((dn) => ({ dn, result: addCertificate(directory, dn, certificate, contexts) }));
}

/** What the setup of an Enterprise CA writes beside: where to enrol, and whom logon certificates may come from. */
export function publishEnrollmentService(
  directory: Directory,
  settings: Pick<ActiveDirectorySettings, 'domain'>,
  certificate: Buffer,
  dnsHostName: string,
): string {
  const contexts = contextsOf(settings);
  const name = commonName(certificate);
  const dn = `CN=${escapeDnValue(name)},CN=Enrollment Services,${contexts.publicKeyServicesDn}`;
  const attributes = {
    ...{ displayName: name, dNSHostName: dnsHostName, cACertificate: certificate },
    certificateTemplates: ['Machine', 'WebServer', 'User'],
  };
  directory.put(entryOf({ dn, classes: ['pKIEnrollmentService'], attributes }, contexts));
  return dn;
}

function addCertificate(
  directory: Directory,
  dn: string,
  certificate: Buffer,
  contexts: Contexts,
): PublishedObject['result'] {
  const known = directory.get(nameKey(dn) ?? '');
  const values = known?.attributes.get('cacertificate')?.values ?? [];
  if (values.some((value) => value.equals(certificate))) return 'present';
  if (values.length >= MAX_CERTIFICATES_PER_OBJECT) return 'full';
  const entry = entryOf(
    {
      dn: known?.dn ?? dn,
      classes: ['certificationAuthority'],
      attributes: {
        cACertificate: [...values, certificate],
        authorityRevocationList: PLACEHOLDER,
        certificateRevocationList: PLACEHOLDER,
      },
    },
    contexts,
  );
  return directory.put(entry) === 'full' ? 'full' : 'added';
}

/** The certificate objects of Public Key Services with what is in them, as ADSI Edit lists them. */
export function publishedObjects(
  directory: Directory,
  settings: Pick<ActiveDirectorySettings, 'domain'>,
): readonly { readonly entry: DirectoryEntry; readonly certificates: readonly Buffer[] }[] {
  const key = nameKey(contextsOf(settings).publicKeyServicesDn) ?? '';
  return directory.within(key).flatMap((entry) => {
    const certificates = entry.attributes.get('cacertificate')?.values ?? [];
    return certificates.length === 0 ? [] : [{ entry, certificates }];
  });
}

/** The CN closest to the subject itself; certificates without one go by their thumbprint. */
function commonName(certificate: Buffer): string {
  const { thumbprint } = summarize(certificate);
  // A CN in the directory has 64 characters at most, as in a certificate.
  return readFacts(certificate).commonNames.at(-1)?.slice(0, 64) || thumbprint;
}
