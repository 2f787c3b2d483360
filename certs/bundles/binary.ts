import { HarnessError } from '../../harness/foundation/errors/index.js';
import { type DerElement, readElement, readMembers, Tag } from '../encoding/der.js';
import { parseCertificate } from '../trust/certificate.js';
import { certificatesFromPkcs7 } from '../trust/pkcs7.js';
import { fileError, wholeCertificate } from './file-error.js';
import type { CertificateFile } from './read.js';

const what = 'The file';

/** A binary file: one certificate, or one PKCS#7 bundle. Errors: CERTIFICATE_FILE_INVALID. */
export function readBinary(der: Buffer, file: string): CertificateFile {
  return readStructure(der, file, (offset) => `byte ${offset}`);
}

/**
 * The certificates of one DER structure, wherever in `file` it stands: `placeOf` says where its byte `offset` is.
 * Errors: CERTIFICATE_FILE_INVALID.
 */
export function readStructure(der: Buffer, file: string, placeOf: (offset: number) => string): CertificateFile {
  const kind = kindOf(der, file, placeOf);
  if (kind === 'certificate') return { certificates: [checked(der, file, placeOf)], format: 'der' };
  if (kind !== 'pkcs7') throw fileError(file, placeOf(0), `it holds ${kind}, no certificate`, instead[kind]);
  const certificates = foreseen(
    () => certificatesFromPkcs7(der),
    file,
    placeOf,
    'a certs-only PKCS#7 as DER, PEM or base64; `openssl pkcs7 -print_certs` reads a good one',
  );
  if (certificates.length === 0) {
    throw fileError(file, placeOf(0), 'the PKCS#7 bundle holds no certificate', 'a bundle exported with its chain');
  }
  return { certificates: certificates.map((one) => checked(one, file, () => placeOf(0))), format: 'pkcs7' };
}

/** Reads a certificate once: what OpenSSL cannot read is refused here, with its place. */
function checked(der: Buffer, file: string, placeOf: (offset: number) => string): Buffer {
  foreseen(() => parseCertificate(der), file, placeOf, wholeCertificate);
  return der;
}

type Kind = 'certificate' | 'pkcs7' | keyof typeof instead;

/** Things people send by mistake, and what they should send. */
const instead = {
  'a PFX (PKCS#12)': 'its certificates only: `openssl pkcs12 -nokeys -in FILE` writes them without the private key',
  'a private key': 'the certificate that belongs to it, and keep the private key to yourself',
  'a certificate request': 'the certificate that was issued for it',
  'a revocation list': 'the certificate of the authority that signed it',
} as const;

/** Told apart by the first members: RFC 5280 4.1 and 5.1, RFC 2315 7, RFC 7292 4, RFC 5958 2, RFC 2986 4. */
function kindOf(der: Buffer, file: string, placeOf: (offset: number) => string): Kind {
  const expected = 'the whole binary file, as it was exported';
  return foreseen(
    () => {
      if (der[0] !== Tag.sequence) {
        throw fileError(file, placeOf(0), 'it begins with neither a certificate nor a PKCS#7 bundle');
      }
      const outer = readElement(what, der);
      if (outer.end !== der.length) {
        const detail = `${der.length - outer.end} bytes follow the first structure`;
        throw fileError(file, placeOf(outer.end), detail, 'one DER structure a file, or several as PEM or PKCS#7');
      }
      const [first, second] = readMembers(what, der, outer);
      if (first?.tag === Tag.objectIdentifier) return 'pkcs7';
      if (first?.tag === Tag.integer) {
        const version = der.subarray(first.contentStart, first.end);
        return version.equals(Buffer.of(3)) && second?.tag === Tag.sequence ? 'a PFX (PKCS#12)' : 'a private key';
      }
      if (first?.tag !== Tag.sequence) {
        throw fileError(file, placeOf(outer.contentStart), 'no certificate or PKCS#7 bundle begins like this');
      }
      return signedKind(readMembers(what, der, first));
    },
    file,
    placeOf,
    expected,
  );
}

/** A request ends in [0] attributes after three members; a list has a time where a certificate has its issuer's name. */
function signedKind(members: readonly DerElement[]): 'certificate' | 'a certificate request' | 'a revocation list' {
  const tags = members.map(({ tag }) => tag);
  if (tags.length === 4 && tags[0] === Tag.integer && tags[3] === Tag.context0) return 'a certificate request';
  const isTime = (tag: number | undefined) => tag === 0x17 || tag === 0x18;
  return isTime(tags[2]) || isTime(tags[3]) ? 'a revocation list' : 'certificate';
}

/** Turns a reader's own error into one that names the file; its byte offset is found in the file. */
function foreseen<T>(read: () => T, file: string, placeOf: (offset: number) => string, expected: string): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    if (error.code === 'CERTIFICATE_FILE_INVALID') throw error;
    const { place, detail } = error.details;
    const offset = typeof place === 'number' ? place : 0;
    throw fileError(file, placeOf(offset), String(detail ?? error.message.replace(/\.$/, '')), expected, error);
  }
}
