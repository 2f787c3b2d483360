import type { KeyObject } from 'node:crypto';
import { remembered } from '../../harness/foundation/remembered.js';
import { Tag } from '../encoding/der.js';
import { derElement } from '../encoding/der-writer.js';
import { x509 } from '../encoding/x509.js';
import type { CertificateDescription } from './chain-description.js';
import { keyIdentifier, withKeyIdentifiers } from './fields.js';

type Extended = Pick<
  CertificateDescription,
  | 'authority'
  | 'crl'
  | 'dnsNames'
  | 'extendedKeyUsages'
  | 'extensions'
  | 'keyUsages'
  | 'pathLength'
  | 'permittedDomains'
  | 'uris'
>;

/** SEQUENCE OF Extension (RFC 5280 4.2), key identifiers consistent with the issuer's. */
export function certificateExtensions(certificate: Extended, publicKey: KeyObject, issuerKey: KeyObject): Buffer {
  const own = keyIdentifier(publicKey);
  const issuers = keyIdentifier(issuerKey);
  if (certificate.extensions !== undefined) return withKeyIdentifiers(certificate.extensions, own, issuers);
  const identifiers = [
    extension(subjectKeyIdentifier, derElement(Tag.octetString, own)),
    extension(authorityKeyIdentifier, derElement(Tag.sequence, derElement(0x80, issuers))),
  ];
  return derElement(Tag.sequence, described(certificate), ...identifiers);
}

/** OBJECT IDENTIFIER 2.5.29.14 and 2.5.29.35 (RFC 5280 4.2.1.1, 4.2.1.2). */
const subjectKeyIdentifier = Buffer.from('0603551d0e', 'hex');
const authorityKeyIdentifier = Buffer.from('0603551d23', 'hex');

function extension(oid: Buffer, value: Buffer): Buffer {
  return derElement(Tag.sequence, oid, derElement(Tag.octetString, value));
}

/** All but the key identifiers, one after the other: hundreds of user certificates differ in nothing else. */
function described(certificate: Extended): Buffer {
  const { authority, crl, dnsNames, extendedKeyUsages, keyUsages, pathLength, permittedDomains, uris } = certificate;
  return encoded(
    JSON.stringify({ authority, crl, dnsNames, extendedKeyUsages, keyUsages, pathLength, permittedDomains, uris }),
  );
}

const encoded = remembered(
  (json) => Buffer.concat(extensionsOf(JSON.parse(json) as Extended).map(({ rawData }) => Buffer.from(rawData))),
  { entries: 128, longest: 4096 },
);

function extensionsOf(certificate: Extended): x509.Extension[] {
  const {
    authority,
    crl,
    dnsNames,
    extendedKeyUsages,
    keyUsages,
    pathLength,
    permittedDomains,
    uris = [],
  } = certificate;
  const extensions: x509.Extension[] = [new x509.BasicConstraintsExtension(authority, pathLength, true)];
  if (keyUsages.length > 0) {
    const flags = keyUsages.reduce((all, usage) => all | x509.KeyUsageFlags[usage], 0);
    extensions.push(new x509.KeyUsagesExtension(flags, true));
  }
  if (extendedKeyUsages.length > 0) {
    extensions.push(new x509.ExtendedKeyUsageExtension([...extendedKeyUsages], false));
  }
  const alternatives = [
    ...dnsNames.map((value) => ({ type: 'dns', value }) as const),
    ...uris.map((value) => ({ type: 'url', value }) as const),
  ];
  if (alternatives.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(alternatives, false));
  if (permittedDomains !== undefined) {
    extensions.push(new x509.Extension('2.5.29.30', true, permittedSubtrees(permittedDomains)));
  }
  if (crl !== undefined) extensions.push(new x509.CRLDistributionPointsExtension([crl], false));
  return extensions;
}

/** NameConstraints with permitted dNSNames alone (RFC 5280 4.2.1.10); the library has no such extension. */
function permittedSubtrees(domains: readonly string[]): ArrayBuffer {
  const subtrees = domains.map((domain) => derElement(0x30, derElement(0x82, Buffer.from(domain, 'latin1'))));
  return new Uint8Array(derElement(0x30, derElement(0xa0, ...subtrees))).buffer;
}
