import { HarnessError } from '../../harness/foundation/errors/index.js';

/** One DER element inside a buffer; the three positions are byte offsets into that buffer. */
export interface DerElement {
  /** The identifier octet, e.g. 0x30 for SEQUENCE. Tags above 30 are refused: nothing here uses them. */
  readonly tag: number;
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;
}

/** The largest structure read: a chain of a dozen certificates with 4096-bit keys is a third of this. */
export const MAX_DER_BYTES = 256 * 1024;

/** The most members read from one constructed element; a firmware's whole root list is below a tenth of it. */
export const MAX_DER_MEMBERS = 1024;

/**
 * The DER element that starts at `offset` and ends at or before `limit` (X.690 8.1, 10.1: definite, shortest length).
 * Errors: DER_INVALID with the byte offset, WIRE_TOO_LARGE.
 */
export function readElement(what: string, bytes: Buffer, offset = 0, limit = bytes.length): DerElement {
  if (bytes.length > MAX_DER_BYTES) {
    throw new HarnessError('WIRE_TOO_LARGE', { what, limit: MAX_DER_BYTES, place: 'the whole structure' });
  }
  const tag = byteAt(what, bytes, offset, limit);
  if ((tag & 0x1f) === 0x1f) throw invalid(what, offset, 'a tag number above 30 is not used here');
  const first = byteAt(what, bytes, offset + 1, limit);
  let length = first;
  let contentStart = offset + 2;
  if (first >= 0x80) {
    const count = first & 0x7f;
    if (count === 0) throw invalid(what, offset + 1, 'the indefinite length is BER, not DER');
    if (count > 4) throw invalid(what, offset + 1, 'the length has more than four octets');
    length = 0;
    for (let i = 0; i < count; i++) length = length * 256 + byteAt(what, bytes, contentStart + i, limit);
    contentStart += count;
    const shortest = length < 0x80 ? 0 : Math.ceil((32 - Math.clz32(length)) / 8);
    if (shortest !== count) throw invalid(what, offset + 1, 'the length is not in its shortest form');
  }
  const end = contentStart + length;
  if (end > limit) throw invalid(what, offset + 1, `the length ${length} reaches past the end`);
  return { tag, start: offset, contentStart, end };
}

/** The only element of the buffer, which it fills completely. Errors as `readElement`. */
export function readWhole(what: string, bytes: Buffer, tag: number): DerElement {
  const element = readElement(what, bytes);
  expectTag(what, element, tag);
  if (element.end !== bytes.length) throw invalid(what, element.end, 'bytes follow the structure');
  return element;
}

/** The members of a constructed element, in order. Errors as `readElement`. */
export function readMembers(what: string, bytes: Buffer, parent: DerElement): DerElement[] {
  const members: DerElement[] = [];
  for (let at = parent.contentStart; at < parent.end; ) {
    if (members.length === MAX_DER_MEMBERS) throw invalid(what, at, `more than ${MAX_DER_MEMBERS} members`);
    const member = readElement(what, bytes, at, parent.end);
    members.push(member);
    at = member.end;
  }
  return members;
}

/** Member `index` of a constructed element, which must exist and have that tag. Errors: DER_INVALID. */
export function memberAt(what: string, parent: DerElement, members: readonly DerElement[], index: number, tag: number) {
  const member = members[index];
  if (member === undefined) throw invalid(what, parent.end, `member ${index + 1} is missing`);
  expectTag(what, member, tag);
  return member;
}

/** An OBJECT IDENTIFIER in dotted form (X.690 8.19). Errors: DER_INVALID. */
export function readOid(what: string, bytes: Buffer, element: DerElement): string {
  expectTag(what, element, Tag.objectIdentifier);
  const content = bytes.subarray(element.contentStart, element.end);
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) throw invalid(what, element.start, 'an object identifier ends early');
  if (content.length > 32) throw invalid(what, element.start, 'an object identifier longer than 32 bytes');
  const arcs: bigint[] = [];
  let arc = 0n;
  for (const octet of content) {
    arc = (arc << 7n) | BigInt(octet & 0x7f);
    if (octet < 0x80) {
      if (arcs.length === 0) {
        const root = arc < 40n ? 0n : arc < 80n ? 1n : 2n;
        arcs.push(root, arc - root * 40n);
      } else arcs.push(arc);
      arc = 0n;
    }
  }
  return arcs.join('.');
}

export const Tag = {
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectIdentifier: 0x06,
  sequence: 0x30,
  set: 0x31,
  context0: 0xa0,
} as const;

function expectTag(what: string, element: DerElement, tag: number): void {
  if (element.tag !== tag) {
    throw invalid(what, element.start, `tag 0x${element.tag.toString(16)} where 0x${tag.toString(16)} belongs`);
  }
}

function byteAt(what: string, bytes: Buffer, offset: number, limit: number): number {
  const value = offset < limit ? bytes[offset] : undefined;
  if (value === undefined) throw invalid(what, offset, 'it ends early');
  return value;
}

function invalid(what: string, place: number, detail: string): HarnessError {
  return new HarnessError('DER_INVALID', { what, place, detail });
}
