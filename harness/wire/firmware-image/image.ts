import { HarnessError } from '../../foundation/errors/index.js';
import { invalid, lineOf, readLines } from './lines.js';

/**
 * How an image is signed. Firmware of the OCS generation cannot check what is signed as from CU6 on (msxfaq, lyncphone),
 * and must take an image signed the older way first.
 */
export const signatureKinds = ['ocs', 'lync'] as const;
export type SignatureKind = (typeof signatureKinds)[number];

/** A synthetic image, as its header tells: no phone but the emulated one can do anything with it. */
export interface FirmwareImage {
  /** Four numbers, `4.0.7577.4420`. */
  readonly version: string;
  readonly model: string;
  /** Bytes of the whole file, header included. */
  readonly size: number;
  readonly signature: SignatureKind;
}

/** The header is four short lines. */
export const MAX_IMAGE_HEADER_BYTES = 512;
/** Room for any header. */
export const MIN_IMAGE_BYTES = MAX_IMAGE_HEADER_BYTES;
/** Four times the largest image of a Lync phone that was seen (64 MiB). */
export const MAX_IMAGE_BYTES = 256 * 1024 * 1024;

const WHAT = 'The firmware image';
const FIRST = 'MOCK-LYNC-IMAGE';
const VERSION = /^\d{1,5}(\.\d{1,5}){3}$/;
const MODEL = /^[\w.+ -]{1,64}$/;
/** CU5, the last that was signed the old way. */
const LAST_OCS_SIGNED = '4.0.7577.4066';
/** The filler repeats with this period, each time with its own number in front, so that no two pieces are alike. */
const BLOCK_BYTES = 64 * 1024;
/** Patterns kept: a run has a handful of versions. */
const MAX_PATTERNS = 16;

export function isFirmwareVersion(text: string): boolean {
  return VERSION.test(text);
}

/** How the vendor signed this version: `ocs` up to CU5, `lync` from CU6 on. Throws WIRE_INVALID for what is no version. */
export function signatureOfVersion(version: string): SignatureKind {
  if (!isFirmwareVersion(version)) throw invalid(WHAT, 'version', 'it is not four numbers');
  const numbers = version.split('.').map(Number);
  const last = LAST_OCS_SIGNED.split('.').map(Number);
  const differs = numbers.findIndex((number, place) => number !== last[place]);
  return differs < 0 || (numbers[differs] ?? 0) < (last[differs] ?? 0) ? 'ocs' : 'lync';
}

/** Throws WIRE_INVALID for what an image cannot be. */
export function encodeImageHeader(image: FirmwareImage): Buffer {
  if (!VERSION.test(image.version)) throw invalid(WHAT, 'version', 'it is not four numbers');
  if (!MODEL.test(image.model)) throw invalid(WHAT, 'model', 'it is not 1 to 64 plain characters');
  checkSize(image.size);
  const { model, signature, size, version } = image;
  return Buffer.from(`${FIRST}\nversion: ${version}\nmodel: ${model}\nsize: ${size}\nsignature: ${signature}\n\n`);
}

/** What the file's first bytes tell; needs the header whole. Throws WIRE_TRUNCATED or WIRE_INVALID. */
export function decodeImageHeader(bytes: Buffer): FirmwareImage & { readonly headerBytes: number } {
  const head = bytes.subarray(0, MAX_IMAGE_HEADER_BYTES);
  const end = head.indexOf('\n\n');
  if (end < 0) {
    if (head.length < MAX_IMAGE_HEADER_BYTES && isPrefix(head)) {
      throw new HarnessError('WIRE_TRUNCATED', { what: WHAT, length: bytes.length, place: 'its header' });
    }
    throw invalid(WHAT, 'the header', 'it is none, or has no end');
  }
  const lines = readLines(WHAT, FIRST, head.toString('latin1', 0, end));
  const size = Number(lineOf(WHAT, lines, 'size', /^\d{1,9}$/));
  checkSize(size);
  return {
    version: lineOf(WHAT, lines, 'version', VERSION),
    model: lineOf(WHAT, lines, 'model', MODEL),
    size,
    signature: lineOf(WHAT, lines, 'signature', /^(?:ocs|lync)$/) === 'ocs' ? 'ocs' : 'lync',
    headerBytes: end + 2,
  };
}

/** The bytes from `start` up to and without `end`, made on the spot: nothing of an image is ever kept whole. */
export function imageBytes(image: FirmwareImage, start: number, end: number): Buffer {
  const from = Math.min(Math.max(0, start), image.size);
  const to = Math.min(Math.max(from, end), image.size);
  const bytes = Buffer.allocUnsafe(to - from);
  const header = encodeImageHeader(image);
  const block = patternOf(image.version);
  for (let at = from; at < to; ) {
    if (at < header.length) {
      at += header.copy(bytes, at - from, at, Math.min(to, header.length));
      continue;
    }
    const within = at % BLOCK_BYTES;
    const length = Math.min(BLOCK_BYTES - within, to - at);
    block.copy(bytes, at - from, within, within + length);
    stamp(bytes, { at, length, from });
    at += length;
  }
  return bytes;
}

/** The number of a block over its first eight bytes, as far as they are in the piece. */
function stamp(bytes: Buffer, piece: { readonly at: number; readonly length: number; readonly from: number }): void {
  const within = piece.at % BLOCK_BYTES;
  if (within >= 8) return;
  const number = Buffer.alloc(8);
  number.writeUInt32BE(Math.floor(piece.at / BLOCK_BYTES), 4);
  number.copy(bytes, piece.at - piece.from, within, Math.min(8, within + piece.length));
}

const patterns = new Map<string, Buffer>();

/** One block of bytes drawn from the version (xorshift, 32 bits). */
function patternOf(version: string): Buffer {
  const known = patterns.get(version);
  if (known) return known;
  let state = [...version].reduce((sum, letter) => Math.imul(sum ^ letter.charCodeAt(0), 0x01000193), 0x811c9dc5);
  const block = Buffer.alloc(BLOCK_BYTES);
  for (let at = 0; at < BLOCK_BYTES; at += 4) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    block.writeInt32BE(state | 0, at);
  }
  const [oldest] = patterns.keys();
  if (patterns.size >= MAX_PATTERNS && oldest !== undefined) patterns.delete(oldest);
  patterns.set(version, block);
  return block;
}

function checkSize(size: number): void {
  if (Number.isInteger(size) && size >= MIN_IMAGE_BYTES && size <= MAX_IMAGE_BYTES) return;
  throw invalid(WHAT, 'size', `it is not a whole number from ${MIN_IMAGE_BYTES} to ${MAX_IMAGE_BYTES}`);
}

function isPrefix(head: Buffer): boolean {
  const first = Buffer.from(`${FIRST}\n`);
  const length = Math.min(first.length, head.length);
  return head.subarray(0, length).equals(first.subarray(0, length));
}
