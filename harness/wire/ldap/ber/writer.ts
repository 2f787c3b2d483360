import { BerTag } from './tags.js';

/** An element with the shortest definite length. */
export function element(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  let length = 0;
  for (const part of parts) length += part.length;
  const head = lengthBytes(length);
  const out = Buffer.allocUnsafe(1 + head + length);
  out[0] = tag;
  if (head === 1) out[1] = length;
  else {
    out[1] = 0x80 | (head - 1);
    out.writeUIntBE(length, 2, head - 1);
  }
  let at = 1 + head;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

function lengthBytes(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x100) return 2;
  if (length < 0x10000) return 3;
  return length < 0x1000000 ? 4 : 5;
}

export function octets(value: Uint8Array, tag: number = BerTag.octetString): Buffer {
  return element(tag, value);
}

export function text(value: string, tag: number = BerTag.octetString): Buffer {
  return element(tag, Buffer.from(value, 'utf8'));
}

/** A whole number from 0 to 2³¹ - 1. */
export function number(value: number, tag: number = BerTag.integer): Buffer {
  if (value < 0x80) return Buffer.from([tag, 1, value]);
  const length = value < 0x8000 ? 2 : value < 0x800000 ? 3 : 4;
  const content = Buffer.allocUnsafe(length);
  content.writeIntBE(value, 0, length);
  return element(tag, content);
}

export function boolean(value: boolean, tag: number = BerTag.boolean): Buffer {
  return Buffer.from([tag, 1, value ? 0xff : 0]);
}
