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
const LONGEST_INSTANCE = 255;
const END = 0xff;
const nothing = Buffer.alloc(0);

/**
 * The bytes of a DHCP message: options in the given order, an end mark, zeros up to `padTo` bytes (300 unless told).
 * Throws WIRE_INVALID or WIRE_TOO_LARGE for what the format cannot hold.
 */
export function encodeDhcp(message: DhcpMessage, options: { padTo?: number } = {}): Buffer {
  const { options: list } = message;
  if (instanceCount(list) > MAX_DHCP_OPTIONS) throw tooLarge(`${MAX_DHCP_OPTIONS} options`, 'the options');
  const padTo = within('padTo', options.padTo ?? BOOTP_MINIMUM, MAX_DHCP_MESSAGE);
  const length = FIXED_LENGTH + 4 + optionsLength(list) + 1;
  if (length > MAX_DHCP_MESSAGE) throw tooLarge(`${MAX_DHCP_MESSAGE} bytes`, 'the options');
  const bytes = Buffer.alloc(Math.max(length, padTo));
  bytes[0] = within('op', message.op, 2);
  bytes[1] = within('htype', message.htype, 0xff);
  bytes[2] = fits('chaddr', message.chaddr, CHADDR_LENGTH).length;
  bytes[3] = within('hops', message.hops, 0xff);
  bytes.writeUInt32BE(within('xid', message.xid, 0xffffffff), 4);
  bytes.writeUInt16BE(within('secs', message.secs, 0xffff), 8);
  bytes.writeUInt16BE(within('flags', message.flags, 0xffff), 10);
  writeAddress(bytes, 12, message.ciaddr);
  writeAddress(bytes, 16, message.yiaddr);
  writeAddress(bytes, 20, message.siaddr);
  writeAddress(bytes, 24, message.giaddr);
  message.chaddr.copy(bytes, 28);
  fits('sname', message.sname, SNAME_LENGTH).copy(bytes, 44);
  fits('file', message.file, FILE_LENGTH).copy(bytes, 108);
  bytes.writeUInt32BE(MAGIC_COOKIE, FIXED_LENGTH);
  bytes[writeOptions(bytes, FIXED_LENGTH + 4, list)] = END;
  return bytes;
}

/** The content of `file` or `sname` under option 52: options and an end mark; empty for none. Throws as `encodeDhcp`. */
export function encodeOptions(options: readonly DhcpOption[]): Buffer {
  if (options.length === 0) return nothing;
  const bytes = Buffer.alloc(optionsLength(options) + 1);
  bytes[writeOptions(bytes, 0, options)] = END;
  return bytes;
}

/** Instances an option of this length is split into: one for every 255 bytes, and one for none (RFC 3396). */
function instancesOf(length: number): number {
  return Math.max(1, Math.ceil(length / LONGEST_INSTANCE));
}

function instanceCount(options: readonly DhcpOption[]): number {
  let count = 0;
  for (const { data } of options) count += instancesOf(data.length);
  return count;
}

/** Bytes of these options without an end mark. Throws for what the format cannot hold. */
function optionsLength(options: readonly DhcpOption[]): number {
  let length = 0;
  for (const { code, data } of options) {
    if (!Number.isInteger(code) || code < 1 || code > 254) {
      throw invalid(`option ${code}`, 'option codes are 1 to 254; pads and the end mark are written by themselves');
    }
    if (data.length > MAX_DHCP_MESSAGE) throw tooLarge(`${MAX_DHCP_MESSAGE} bytes`, `option ${code}`);
    length += data.length + 2 * instancesOf(data.length);
  }
  return length;
}

/** Writes one or several instances of each; gives the place behind them. */
function writeOptions(bytes: Buffer, start: number, options: readonly DhcpOption[]): number {
  let at = start;
  for (const { code, data } of options) {
    let from = 0;
    do {
      const to = Math.min(from + LONGEST_INSTANCE, data.length);
      bytes[at] = code;
      bytes[at + 1] = to - from;
      data.copy(bytes, at + 2, from, to);
      at += 2 + to - from;
      from = to;
    } while (from < data.length);
  }
  return at;
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
