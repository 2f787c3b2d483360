import { HarnessError } from '../../harness/foundation/errors/index.js';

/** What every file may be; an error says something narrower where it can. */
const anyForm = 'a certificate as PEM ("-----BEGIN CERTIFICATE-----"), DER or base64, or a PKCS#7 bundle (.p7b)';

/** CERTIFICATE_FILE_INVALID. `detail` follows "FILE, PLACE: "; `expected` completes "Give ...". */
export function fileError(file: string, place: string, detail: string, expected = anyForm, cause?: unknown) {
  return new HarnessError('CERTIFICATE_FILE_INVALID', { file, place, detail, expected }, { cause });
}

/** What was expected of a certificate or bundle that turned out not to be one, as a person would check it. */
export const wholeCertificate = 'the whole certificate; `openssl x509 -noout -text` shows whether it can be read';
