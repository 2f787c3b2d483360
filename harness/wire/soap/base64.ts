import { invalidSoap } from './invalid.js';

/** The bytes of base64 text; white space is ignored, anything else strange is refused. */
export function decodeBase64(text: string, place: string): Buffer {
  const bytes = tryBase64(text);
  if (!bytes) throw invalidSoap(place, 'it is not base64');
  return bytes;
}

/** As `decodeBase64`, or undefined. */
export function tryBase64(text: string): Buffer | undefined {
  const packed = text.replace(/[ \t\r\n]/g, '');
  if (packed === '' || packed.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(packed)) return undefined;
  return Buffer.from(packed, 'base64');
}

/** Base64 in lines of 76 characters, as clients send certificate requests. */
export function wrapBase64(bytes: Buffer): string {
  return (bytes.toString('base64').match(/.{1,76}/g) ?? []).join('\r\n');
}
