import { HarnessError } from '../../foundation/errors/index.js';
import { dhcpOption } from './option-names.js';

/** One Ethernet frame's worth; a DHCP message that would be fragmented is no phone's and reaches no phone. */
export const MAX_DHCP_MESSAGE = 1500;
/** Every code once. Real messages carry up to about forty options. */
export const MAX_DHCP_OPTIONS = 254;

/** Length of the fields before the magic cookie (RFC 2131, figure 1). */
export const FIXED_LENGTH = 236;
export const MAGIC_COOKIE = 0x63825363;
export const SNAME_LENGTH = 64;
export const FILE_LENGTH = 128;
export const CHADDR_LENGTH = 16;

/** One option as on the wire; pads and the end mark are not among them. */
export interface DhcpOption {
  readonly code: number;
  readonly data: Buffer;
}

/** One DHCP message (RFC 2131). */
export interface DhcpMessage {
  /** 1 request, 2 reply. */
  op: 1 | 2;
  htype: number;
  hops: number;
  xid: number;
  secs: number;
  /** 0x8000: answer by broadcast. */
  flags: number;
  /** The four addresses as dotted quads. */
  ciaddr: string;
  yiaddr: string;
  siaddr: string;
  giaddr: string;
  /** The client's hardware address; its length is the field hlen. */
  chaddr: Buffer;
  /** The raw 64 bytes, or empty when all are zero. On encoding up to 64 bytes, filled up with zeros. */
  sname: Buffer;
  /** The raw 128 bytes, or empty when all are zero. On encoding up to 128 bytes, filled up with zeros. */
  file: Buffer;
  /** In wire order. A value over 255 bytes is split on encoding (RFC 3396); decoding shows the pieces as they came. */
  options: readonly DhcpOption[];
}

/**
 * The value of an option, `undefined` when it is absent. Repeated instances are joined in the order of RFC 3396: the options
 * field, then `file`, then `sname` where option 52 says that they hold options. Throws when those fields are malformed.
 */
export function option(message: DhcpMessage, code: number): Buffer | undefined {
  let value: Buffer | undefined;
  // Looked up some ten times a message, nearly always of one instance: no lists are made of what is not joined.
  for (const instance of message.options) if (instance.code === code) value = joined(value, instance.data);
  for (const instance of overloadedOptions(message)) if (instance.code === code) value = joined(value, instance.data);
  return value;
}

function joined(before: Buffer | undefined, data: Buffer): Buffer {
  return before === undefined ? data : Buffer.concat([before, data]);
}

const none: readonly DhcpOption[] = [];

/** The options that option 52 (1 file, 2 sname, 3 both) puts into `file` and `sname`. */
export function overloadedOptions(message: Pick<DhcpMessage, 'options' | 'file' | 'sname'>): readonly DhcpOption[] {
  let overload = 0;
  for (const { code, data } of message.options) {
    if (code !== dhcpOption.overload) continue;
    overload = data[0] ?? 0;
    break;
  }
  if (overload === 0) return none;
  return [
    ...((overload & 1) !== 0 ? readOptions(message.file, 0, 'the field file') : []),
    ...((overload & 2) !== 0 ? readOptions(message.sname, 0, 'the field sname') : []),
  ];
}

/** Options up to the end mark, or to the end of the bytes when a sender forgot it. `field` names the place in errors. */
export function readOptions(bytes: Buffer, start: number, field: string): DhcpOption[] {
  const options: DhcpOption[] = [];
  // Copied once: the caller's bytes may be written over, and each option on its own would be an allocation.
  const own = Buffer.from(bytes);
  let at = start;
  while (at < bytes.length) {
    const code = bytes.readUInt8(at);
    if (code === dhcpOption.end) break;
    if (code === dhcpOption.pad) {
      at += 1;
      continue;
    }
    const length = at + 1 < bytes.length ? bytes.readUInt8(at + 1) : undefined;
    if (length === undefined || at + 2 + length > bytes.length) {
      const place = placeOf(code, at, field);
      throw new HarnessError('WIRE_TRUNCATED', { what: 'The DHCP message', length: bytes.length, place });
    }
    if (options.length === MAX_DHCP_OPTIONS) {
      throw new HarnessError('WIRE_TOO_LARGE', {
        what: 'The DHCP message',
        limit: `${MAX_DHCP_OPTIONS} options`,
        place: placeOf(code, at, field),
      });
    }
    options.push({ code, data: own.subarray(at + 2, at + 2 + length) });
    at += 2 + length;
  }
  return options;
}

function placeOf(code: number, at: number, field: string): string {
  return `option ${code} at byte ${at} of ${field}`;
}
