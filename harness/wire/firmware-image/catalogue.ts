import { HarnessError } from '../../foundation/errors/index.js';
import type { SignatureKind } from './image.js';
import { invalid, lineOf, readLines } from './lines.js';

/** What stands in for the security catalogue: which file it vouches for, and how. */
export interface FirmwareCatalogue {
  readonly file: string;
  readonly kind: SignatureKind;
  /** Of the whole file, 64 lower-case hex digits. */
  readonly sha256: string;
  /** Bytes of the whole file. */
  readonly size: number;
}

/** A catalogue is five short lines. */
export const MAX_CATALOGUE_BYTES = 4096;

const WHAT = 'The firmware catalogue';
const FIRST = 'MOCK-LYNC-CATALOGUE';
const FILE = /^[\w.-]{1,64}$/;
const SHA256 = /^[0-9a-f]{64}$/;

/** Throws WIRE_INVALID for what a catalogue cannot say. */
export function encodeCatalogue({ file, kind, sha256, size }: FirmwareCatalogue): Buffer {
  if (!FILE.test(file)) throw invalid(WHAT, 'file', 'it is no plain file name');
  if (!SHA256.test(sha256)) throw invalid(WHAT, 'sha256', 'it is not 64 lower-case hex digits');
  if (!Number.isInteger(size) || size < 0) throw invalid(WHAT, 'size', 'it is not a number of bytes');
  return Buffer.from(`${FIRST}\nfile: ${file}\nkind: ${kind}\nsha256: ${sha256}\nsize: ${size}\n`);
}

/** Throws WIRE_TOO_LARGE, WIRE_TRUNCATED or WIRE_INVALID. */
export function decodeCatalogue(bytes: Buffer): FirmwareCatalogue {
  if (bytes.length > MAX_CATALOGUE_BYTES) {
    throw new HarnessError('WIRE_TOO_LARGE', { what: WHAT, limit: 'MAX_CATALOGUE_BYTES', place: 'the whole file' });
  }
  const text = bytes.toString('latin1');
  if (!text.endsWith('\n')) {
    throw new HarnessError('WIRE_TRUNCATED', { what: WHAT, length: bytes.length, place: 'its last line' });
  }
  const lines = readLines(WHAT, FIRST, text);
  return {
    file: lineOf(WHAT, lines, 'file', FILE),
    kind: lineOf(WHAT, lines, 'kind', /^(?:ocs|lync)$/) === 'ocs' ? 'ocs' : 'lync',
    sha256: lineOf(WHAT, lines, 'sha256', SHA256),
    size: Number(lineOf(WHAT, lines, 'size', /^\d{1,15}$/)),
  };
}
