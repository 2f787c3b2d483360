import { Tag } from '../encoding/der.js';
import { readStructure } from './binary.js';
import { fileError } from './file-error.js';
import { lineAt, printable } from './lines.js';
import { pemBlocks } from './pem.js';
import type { CertificateFile } from './read.js';

/** Most certificates taken from one file; the largest public bundles have below 200. */
export const MAX_CERTIFICATES = 1024;

/** A DER structure, or anything else that no editor would have saved. UTF-16 text is text. */
export function isBinary(data: Buffer): boolean {
  if (isUtf16(data) !== undefined) return false;
  // A DER certificate or bundle is longer than 127 bytes, so its second octet is no ASCII character.
  if (data[0] === 0x30 && (data[1] ?? 0) >= 0x80) return true;
  return data.subarray(0, 512).some(isControl);
}

/** What no text file has: control characters other than white space, the end mark of DOS and escapes of terminals. */
function isControl(code: number): boolean {
  return code < 0x09 || (code > 0x0d && code < 0x1a);
}

/** The characters of a text file, without a byte order mark. */
export function decodeText(data: Buffer): string {
  const utf16 = isUtf16(data);
  const text = utf16 === undefined ? data.toString('latin1') : utf16(data);
  // A UTF-8 mark, seen through latin1: subjects quoted around the PEM may be UTF-8, but nothing there is read.
  return text.replace(/^(?:\u00ef\u00bb\u00bf|\ufeff)/, '');
}

function isUtf16(data: Buffer): ((data: Buffer) => string) | undefined {
  if (data[0] === 0xff && data[1] === 0xfe) return (bytes) => bytes.toString('utf16le');
  if (data[0] === 0xfe && data[1] === 0xff) {
    return (bytes) =>
      Buffer.from(bytes.subarray(0, bytes.length & ~1))
        .swap16()
        .toString('utf16le');
  }
  return undefined;
}

/** PEM blocks with anything between them, or nothing but base64. Errors: CERTIFICATE_FILE_INVALID. */
export function readText(text: string, file: string): CertificateFile {
  const blocks = pemBlocks(text, file);
  if (blocks === undefined) return readBareBase64(text, file);
  refuseBinaryBeside(text, file);
  const certificates: Buffer[] = [];
  const formats = new Set<CertificateFile['format']>();
  const others = new Set<string>();
  for (const block of blocks) {
    if (!block.holdsCertificates) {
      others.add(block.label);
      continue;
    }
    const read = readStructure(block.der(), file, () => `line ${block.line}`);
    certificates.push(...read.certificates);
    formats.add(read.format);
    if (certificates.length > MAX_CERTIFICATES) {
      throw fileError(file, `line ${block.line}`, `more than ${MAX_CERTIFICATES} certificates`, 'a smaller bundle');
    }
  }
  if (certificates.length === 0) {
    throw fileError(file, `line ${blocks[0]?.line ?? 1}`, `it holds ${[...others].join(' and ')}, no certificate`);
  }
  return { certificates, format: formats.has('der') ? 'pem' : 'pkcs7' };
}

/** As a directory attribute, the certificate web service or a browser's page source gives it. */
function readBareBase64(text: string, file: string): CertificateFile {
  const stray = /[^A-Za-z0-9+/=\s]/.exec(text);
  if (stray !== null) {
    const detail = `"${printable(stray[0])}" is no base64, and there is no "-----BEGIN CERTIFICATE-----" in the file`;
    throw fileError(file, `line ${lineAt(text, stray.index)}`, detail);
  }
  const base64 = text.replace(/\s+/g, '');
  const marker = 'there is no "-----BEGIN CERTIFICATE-----"';
  if (base64.length % 4 !== 0 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64)) {
    const detail = `${marker}, and as base64 its ${base64.length} characters are no whole groups of four`;
    throw fileError(file, `line ${lineAt(text, text.length)}`, detail);
  }
  const der = Buffer.from(base64, 'base64');
  if (der[0] !== Tag.sequence) throw fileError(file, 'line 1', `${marker}, and as base64 it holds no certificate`);
  const read = readStructure(der, file, (offset) => `byte ${offset} of what the base64 holds`);
  return { certificates: read.certificates, format: read.format === 'pkcs7' ? 'pkcs7' : 'base64' };
}

/** DER pasted before or after PEM would go unread, and with it perhaps the certificate that is missing. */
function refuseBinaryBeside(text: string, file: string): void {
  let control = 0;
  while (control < text.length && !isControl(text.charCodeAt(control))) control++;
  if (control === text.length) return;
  const detail = `binary data (${printable(text.charAt(control))}) stands beside PEM text`;
  throw fileError(file, `line ${lineAt(text, control)}`, detail, 'either PEM or one DER structure in a file');
}
