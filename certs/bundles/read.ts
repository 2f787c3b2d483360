import { readBinary } from './binary.js';
import { fileError } from './file-error.js';
import { decodeText, isBinary, readText } from './text.js';

/** Largest file read; the bundle of all public roots of a Linux distribution has a quarter of a megabyte. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** How the certificates of a file were written. A PKCS#7 is called that in every dress: DER, PEM or base64. */
export type CertificateFormat = 'pem' | 'der' | 'pkcs7' | 'base64';

export interface CertificateFile {
  /** DER, in the order of the file; one at least. */
  readonly certificates: Buffer[];
  readonly format: CertificateFormat;
}

/**
 * The certificates of a file: PEM with any text around it (private keys are passed over), one DER certificate,
 * a PKCS#7 bundle (.p7b) as DER, PEM or base64, or bare base64. Each has been read once, so what comes out is X.509.
 * Text may be UTF-8 or, as Windows' editor saves it, UTF-16.
 * `file` only names it in errors. Errors: CERTIFICATE_FILE_INVALID with the file, the line or byte, and what was
 * expected there.
 */
export function readCertificates(data: Buffer, file: string): CertificateFile {
  if (data.length === 0) throw fileError(file, 'byte 0', 'the file is empty');
  if (data.length > MAX_FILE_BYTES) {
    const expected = 'a file of the few certificates in question';
    throw fileError(file, `byte ${MAX_FILE_BYTES}`, `a file larger than ${MAX_FILE_BYTES} bytes is not read`, expected);
  }
  return isBinary(data) ? readBinary(data, file) : readText(decodeText(data), file);
}
