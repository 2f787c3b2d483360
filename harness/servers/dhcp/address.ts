const DOT = 0x2e;
const ZERO = 0x30;

/** A dotted quad as an unsigned number. By its characters: several are read for every message. */
export function numberOf(address: string): number {
  let number = 0;
  let part = 0;
  for (let index = 0; index < address.length; index++) {
    const code = address.charCodeAt(index);
    if (code === DOT) {
      number = number * 256 + part;
      part = 0;
    } else part = part * 10 + code - ZERO;
  }
  return number * 256 + part;
}

/** An unsigned number as a dotted quad. */
export function quadOf(number: number): string {
  return `${number >>> 24}.${(number >>> 16) & 255}.${(number >>> 8) & 255}.${number & 255}`;
}

/** The mask of a prefix as a number; 0 bits is everybody. */
export function maskOf(prefix: number): number {
  return prefix === 0 ? 0 : (0xffffffff << (32 - prefix)) >>> 0;
}
