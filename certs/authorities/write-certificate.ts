import { type KeyObject, randomBytes } from 'node:crypto';
import { derElement } from '../encoding/der-writer.js';
import type { CertificateDescription } from './chain-description.js';
import { certificateExtensions } from './extensions.js';
import { algorithmIdentifier, signData } from './signature.js';
import { spkiOf } from './spki.js';

/** One certificate to be written. Names are DER. */
export interface CertificateToWrite {
  readonly certificate: Omit<CertificateDescription, 'id' | 'issuer' | 'subject' | 'key' | 'keyOf'>;
  readonly subject: Buffer;
  readonly publicKey: KeyObject;
  readonly issuer: { readonly name: Buffer; readonly publicKey: KeyObject; readonly privateKey: KeyObject };
}

const version3 = Buffer.from('a003020102', 'hex');

/**
 * A signed certificate (RFC 5280 4.1) as DER. Put together here, not by the library that makes its names and
 * extensions: that one can write neither version 1 nor negative serial numbers, nor sign with MD2 or MD5.
 * Errors: CERTIFICATE_SPEC_INVALID when the issuer's key cannot make that signature.
 */
export function writeCertificate({ certificate, issuer, publicKey, subject }: CertificateToWrite): Buffer {
  const identifier = algorithmIdentifier(certificate.algorithm);
  const old = certificate.version === 1;
  const toBeSigned = derElement(
    0x30,
    old ? Buffer.alloc(0) : version3,
    derElement(0x02, Buffer.from(certificate.serial ?? randomSerial(), 'hex')),
    identifier,
    issuer.name,
    derElement(0x30, time(certificate.notBefore), time(certificate.notAfter)),
    subject,
    spkiOf(publicKey),
    old ? Buffer.alloc(0) : derElement(0xa3, certificateExtensions(certificate, publicKey, issuer.publicKey)),
  );
  const signature = signData(certificate.algorithm, toBeSigned, issuer.privateKey);
  return derElement(0x30, toBeSigned, identifier, derElement(0x03, Buffer.from([0]), signature));
}

/** Positive and of full length: RFC 5280 4.1.2.2. */
function randomSerial(): string {
  const bytes = randomBytes(16);
  bytes[0] = ((bytes[0] ?? 0) & 0x7f) | 0x40;
  return bytes.toString('hex');
}

/** UTCTime from 1950 to 2049, GeneralizedTime outside (RFC 5280 4.1.2.5); whole seconds. */
function time(date: Date): Buffer {
  const text = date.toISOString().replace(/[-:T]|\.\d+/g, '');
  const year = date.getUTCFullYear();
  return year >= 1950 && year < 2050
    ? derElement(0x17, Buffer.from(text.slice(2), 'latin1'))
    : derElement(0x18, Buffer.from(text, 'latin1'));
}
