import type { NamePart } from '../encoding/x509.js';
import type { ServerCertificateSpec } from './server-certificate.js';

/** The company's name as given, or from its domain: `Contoso` for fe.lync.contoso.test. */
export function companyOf(spec: ServerCertificateSpec): string {
  if (spec.organization !== undefined) return spec.organization;
  const domain = companyDomainOf(spec);
  const label = domain.split('.')[0] ?? domain;
  return label.charAt(0).toUpperCase() + label.slice(1);
}

/** The company's domain as given, or from the subject. */
export function companyDomainOf({ companyDomain, subject }: ServerCertificateSpec): string {
  return companyDomain ?? domainOf(subject);
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
