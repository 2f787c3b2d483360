import { HarnessError } from '../../foundation/errors/index.js';
import { writeAddress } from './addresses.js';
import {
  CHADDR_LENGTH,
  type DhcpMessage,
  type DhcpOption,
  FILE_LENGTH,
  FIXED_LENGTH,
  MAGIC_COOKIE,
  MAX_DHCP_MESSAGE,
  MAX_DHCP_OPTIONS,
  SNAME_LENGTH,
} from './message.js';

/** The smallest BOOTP message (RFC 951); some clients and relays drop shorter ones. */
const BOOTP_MINIMUM = 300;

/**
 * The bytes of a DHCP message: options in the given order, an end mark, zeros up to `padTo` bytes (300 unless told).
 * Throws WIRE_INVALID or WIRE_TOO_LARGE for what the format cannot hold.
 */
export function encodeDhcp(message: DhcpMessage, options: { padTo?: number } = {}): Buffer {
  const fixed = Buffer.alloc(FIXED_LENGTH + 4);
  fixed.writeUInt8(within('op', message.op, 2), 0);
  fixed.writeUInt8(within('htype', message.htype, 0xff), 1);
  fixed.writeUInt8(fits('chaddr', message.chaddr, CHADDR_LENGTH).length, 2);
  fixed.writeUInt8(within('hops', message.hops, 0xff), 3);
  fixed.writeUInt32BE(within('xid', message.xid, 0xffffffff), 4);
  fixed.writeUInt16BE(within('secs', message.secs, 0xffff), 8);
  fixed.writeUInt16BE(within('flags', message.flags, 0xffff), 10);
  const { ciaddr, giaddr, siaddr, yiaddr } = message;
  [ciaddr, yiaddr, siaddr, giaddr].forEach((address, index) => {
    writeAddress(fixed, 12 + 4 * index, address);
  });
  message.chaddr.copy(fixed, 28);
  fits('sname', message.sname, SNAME_LENGTH).copy(fixed, 44);
  fits('file', message.file, FILE_LENGTH).copy(fixed, 108);
  fixed.writeUInt32BE(MAGIC_COOKIE, FIXED_LENGTH);

  const parts = message.options.flatMap(instances);
  if (parts.length > MAX_DHCP_OPTIONS) throw tooLarge(`${MAX_DHCP_OPTIONS} options`, 'the options');
  const bytes = Buffer.concat([fixed, ...parts, Buffer.from([0xff])]);
  const padTo = within('padTo', options.padTo ?? BOOTP_MINIMUM, MAX_DHCP_MESSAGE);
  if (bytes.length > MAX_DHCP_MESSAGE) throw tooLarge(`${MAX_DHCP_MESSAGE} bytes`, 'the options');
  return bytes.length >= padTo ? bytes : Buffer.concat([bytes, Buffer.alloc(padTo - bytes.length)]);
}

/** The content of `file` or `sname` under option 52: options and an end mark; empty for none. Throws as `encodeDhcp`. */
export function encodeOptions(options: readonly DhcpOption[]): Buffer {
  return options.length === 0 ? Buffer.alloc(0) : Buffer.concat([...options.flatMap(instances), Buffer.from([0xff])]);
}

/** One or, for more than 255 bytes, several instances of the same code (RFC 3396). */
function instances({ code, data }: DhcpOption): Buffer[] {
  if (!Number.isInteger(code) || code < 1 || code > 254) {
    throw invalid(`option ${code}`, 'option codes are 1 to 254; pads and the end mark are written by themselves');
  }
  if (data.length > MAX_DHCP_MESSAGE) throw tooLarge(`${MAX_DHCP_MESSAGE} bytes`, `option ${code}`);
  const parts: Buffer[] = [];
  let at = 0;
  do {
    const part = data.subarray(at, at + 255);
    parts.push(Buffer.concat([Buffer.from([code, part.length]), part]));
    at += 255;
  } while (at < data.length);
  return parts;
}

function within(field: string, value: number, highest: number): number {
  if (Number.isInteger(value) && value >= 0 && value <= highest) return value;
  throw invalid(field, `${value} is not between 0 and ${highest}`);
}

function fits(field: string, value: Buffer, limit: number): Buffer {
  if (value.length > limit) throw tooLarge(`${limit} bytes`, field);
  return value;
}

function tooLarge(limit: string, place: string): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', { what: 'The DHCP message', limit, place });
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The DHCP message', place, detail });
}
