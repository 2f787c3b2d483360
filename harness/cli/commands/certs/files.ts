import { readFileSync } from 'node:fs';
import { type CertificateFile, readCertificates } from '../../../../certs/bundles/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';

/** The certificates of a file. Errors: FILE_UNREADABLE, CERTIFICATE_FILE_INVALID. */
export function certificateFile(file: string): CertificateFile {
  return readCertificates(readNamed(file), file);
}

/** Errors: FILE_UNREADABLE. */
export function readNamed(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new HarnessError('FILE_UNREADABLE', { file, detail }, { cause });
  }
}

/** Text from a certificate as it may stand on a terminal: no control characters. */
export function plain(text: string): string {
  return text.replace(/[^\x20-\x7e\xa0-\uffff]/g, (character) => `\\x${character.charCodeAt(0).toString(16)}`);
}

/** `CN=Contoso Root CA, DC=contoso, DC=test` as people call it. */
export function shortName(subject: string): string {
  return plain(/(?:^|, )CN=((?:[^,\\]|\\.)*)/.exec(subject)?.[1] ?? subject);
}
