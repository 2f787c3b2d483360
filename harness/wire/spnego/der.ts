import { HarnessError } from '../../foundation/errors/index.js';

/** A token with a Kerberos ticket inside is a few KiB; a header line holds no more than 16 KiB anyway. */
export const MAX_SPNEGO_BYTES = 48 * 1024;
/** Elements of one sequence: mechanisms a client lists. */
export const MAX_SPNEGO_MEMBERS = 32;

export interface DerElement {
  readonly tag: number;
  readonly content: Buffer;
}

export function invalidSpnego(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The SPNEGO token', place, detail });
}

/** The elements one after the other in these bytes. */
export function readElements(bytes: Buffer, place: string): DerElement[] {
  const elements: DerElement[] = [];
  let at = 0;
  while (at < bytes.length) {
    if (elements.length === MAX_SPNEGO_MEMBERS)
      throw invalidSpnego(place, `there are over ${MAX_SPNEGO_MEMBERS} elements`);
    const { content, end, tag } = readAt(bytes, at, place);
    elements.push({ tag, content });
    at = end;
  }
  return elements;
}

/** The only element, of that tag. */
export function readOnly(bytes: Buffer, tag: number, place: string): Buffer {
  const [element, ...more] = readElements(bytes, place);
  if (element?.tag !== tag || more.length > 0) throw invalidSpnego(place, 'it is not the element expected there');
  return element.content;
}

function readAt(bytes: Buffer, at: number, place: string): DerElement & { end: number } {
  const tag = bytes[at];
  const first = bytes[at + 1];
  if (tag === undefined || first === undefined) throw invalidSpnego(place, 'it is cut short');
  const more = first < 0x80 ? 0 : first & 0x7f;
  // The indefinite length is no DER, and five bytes of length are more than there can be.
  if (first === 0x80 || more > 4 || at + 2 + more > bytes.length) throw invalidSpnego(place, 'a length is wrong');
  const length = more === 0 ? first : bytes.readUIntBE(at + 2, more);
  const start = at + 2 + more;
  if (start + length > bytes.length) throw invalidSpnego(place, 'it is cut short');
  return { tag, content: bytes.subarray(start, start + length), end: start + length };
}

export function writeElement(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  if (content.length < 0x80) return Buffer.concat([Buffer.from([tag, content.length]), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | length.length]), length, content]);
}
