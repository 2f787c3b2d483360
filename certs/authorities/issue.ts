import { type KeyObject, randomBytes } from 'node:crypto';
import {
  distinguishedName,
  type NamePart,
  rsaSigning,
  type SignatureHash,
  signingKey,
  verifyingKey,
  x509,
} from '../encoding/x509.js';

export interface Issuing {
  /** Its parts in encoded order, or a DER certificate whose subject is taken over byte for byte. */
  readonly subject: readonly NamePart[] | Buffer;
  readonly publicKey: KeyObject;
  /** Undefined: signed by its own key, given as `selfKey`. */
  readonly issuer?: { readonly certificate: Buffer; readonly privateKey: KeyObject };
  readonly selfKey?: KeyObject;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly hash: SignatureHash;
  /** Hex; default 16 random bytes. */
  readonly serial?: string;
  readonly purpose: 'authority' | 'server' | 'client';
  /** Of an authority: how many authorities may follow below it. */
  readonly pathLength?: number;
  readonly dnsNames?: readonly string[];
  readonly uris?: readonly string[];
  /** Address of the revocation list, which Lync requires of a server certificate. */
  readonly crl?: string;
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
const clientAuth = '1.3.6.1.5.5.7.3.2';

/** Issues one certificate (RFC 5280 4) as DER, key identifiers consistent with its issuer's. */
export async function issueCertificate(issuing: Issuing): Promise<Buffer> {
  const { hash, issuer, notAfter, notBefore, selfKey, serial = randomSerial() } = issuing;
  const publicKey = await verifyingKey(issuing.publicKey, hash);
  const above = issuer === undefined ? undefined : new x509.X509Certificate(issuer.certificate);
  const subject = Buffer.isBuffer(issuing.subject)
    ? new x509.X509Certificate(issuing.subject).subjectName
    : distinguishedName(issuing.subject);
  const key = issuer?.privateKey ?? selfKey;
  if (key === undefined) throw new TypeError('a certificate needs its issuer, or its own key to sign itself');
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: serial,
    subject,
    issuer: above?.subjectName ?? subject,
    notBefore: wholeSeconds(notBefore),
    notAfter: wholeSeconds(notAfter),
    publicKey,
    signingKey: await signingKey(key, hash),
    signingAlgorithm: rsaSigning(hash),
    extensions: [
      ...purposeExtensions(issuing),
      await x509.SubjectKeyIdentifierExtension.create(publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(above?.publicKey ?? publicKey),
    ],
  });
  return Buffer.from(certificate.rawData);
}

function purposeExtensions(issuing: Issuing): x509.Extension[] {
  const { crl, dnsNames = [], pathLength, purpose, uris = [] } = issuing;
  const authority = purpose === 'authority';
  const usage = authority
    ? x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
    : x509.KeyUsageFlags.digitalSignature | x509.KeyUsageFlags.keyEncipherment;
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(authority, pathLength, true),
    new x509.KeyUsagesExtension(usage, true),
  ];
  if (!authority) {
    extensions.push(new x509.ExtendedKeyUsageExtension([purpose === 'server' ? serverAuth : clientAuth], false));
  }
  const alternatives = [
    ...dnsNames.map((value) => ({ type: 'dns', value }) as const),
    ...uris.map((value) => ({ type: 'url', value }) as const),
  ];
  if (alternatives.length > 0) extensions.push(new x509.SubjectAlternativeNameExtension(alternatives, false));
  if (crl !== undefined) extensions.push(new x509.CRLDistributionPointsExtension([crl], false));
  return extensions;
}

/** Positive and of full length: RFC 5280 4.1.2.2. */
function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** Certificates hold whole seconds. */
function wholeSeconds(date: Date): Date {
  return new Date(Math.floor(date.getTime() / 1000) * 1000);
}
