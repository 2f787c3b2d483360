import type { NamePart } from '../encoding/x509.js';
import type { ServerCertificateSpec } from './server-certificate.js';

/** The company's name as given, or from its domain: `Contoso` for fe.lync.contoso.test. */
export function companyOf({ organization, subject }: ServerCertificateSpec): string {
  if (organization !== undefined) return organization;
  const label = domainOf(subject).split('.')[0] ?? subject;
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The last two labels of a host name. */
export function domainOf(host: string): string {
  return host.split('.').slice(-2).join('.');
}

/** A name as Active Directory Certificate Services encodes it: the domain's parts from the top, then CN. */
export function directoryName(domain: string, commonName: string): NamePart[] {
  const parts = domain.split('.').reverse();
  return [...parts.map((part): NamePart => ['DC', part]), ['CN', commonName]];
}
