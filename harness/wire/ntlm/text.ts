import { hasFlag } from './flags.js';
import { invalidNtlm } from './invalid.js';

/** Names are UTF-16LE when UNICODE is negotiated, else the OEM code page, of which ASCII is served (MS-NLMP 2.2). */
export function decodeName(bytes: Buffer, flags: number, place: string): string {
  if (!hasFlag(flags, 'UNICODE')) return bytes.toString('latin1');
  if (bytes.length % 2 !== 0) throw invalidNtlm(place, 'UTF-16 text has an odd number of bytes');
  return bytes.toString('utf16le');
}

export function encodeName(name: string, flags: number): Buffer {
  return Buffer.from(name, hasFlag(flags, 'UNICODE') ? 'utf16le' : 'latin1');
}
