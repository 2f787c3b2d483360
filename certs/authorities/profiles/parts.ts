import type { NamePart } from '../../encoding/x509.js';
import { allNames } from '../assemble.js';
import { type CertificateDescription, serverAuth } from '../chain-description.js';
import { addDays, addYears } from '../dates.js';
import { positiveInteger } from '../numbers.js';
import type { ServerCertificateSpec } from '../server-certificate.js';
import type { SignatureAlgorithm } from '../signature.js';

type Required = Pick<CertificateDescription, 'id' | 'issuer' | 'subject' | 'algorithm' | 'notBefore' | 'notAfter'>;

/** An authority with the usual key and usages. */
export function authority(given: Required & Partial<CertificateDescription>): CertificateDescription {
  return {
    key: 'rsa-2048',
    authority: true,
    keyUsages: ['digitalSignature', 'keyCertSign', 'cRLSign'],
    extendedKeyUsages: [],
    dnsNames: [],
    ...given,
  };
}

/** The server's certificate as Lync's wizard asks for it, begun a month ago. */
export function serverLeaf(
  spec: ServerCertificateSpec,
  given: {
    readonly issuer: string;
    readonly algorithm: SignatureAlgorithm;
    readonly years: number;
    readonly subject?: readonly NamePart[];
    readonly crl?: string;
  },
): CertificateDescription {
  return {
    id: 'leaf',
    issuer: given.issuer,
    subject: given.subject ?? [['CN', spec.subject]],
    key: 'rsa-2048',
    algorithm: given.algorithm,
    notBefore: addDays(spec.at, -30),
    notAfter: addDays(addYears(spec.at, given.years), -30),
    ...(spec.serial === undefined ? {} : { serial: positiveInteger(spec.serial) }),
    authority: false,
    keyUsages: ['digitalSignature', 'keyEncipherment'],
    extendedKeyUsages: [serverAuth],
    dnsNames: allNames(spec),
    ...(given.crl === undefined ? {} : { crl: given.crl }),
  };
}
