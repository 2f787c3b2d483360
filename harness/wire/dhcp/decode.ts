import { HarnessError } from '../../foundation/errors/index.js';
import {
  CHADDR_LENGTH,
  type DhcpMessage,
  FIXED_LENGTH,
  MAGIC_COOKIE,
  MAX_DHCP_MESSAGE,
  overloadedOptions,
  readOptions,
  SNAME_LENGTH,
} from './message.js';

const SNAME_START = 44;
const FILE_START = SNAME_START + SNAME_LENGTH;
const zeros = Buffer.alloc(FIXED_LENGTH - SNAME_START);
const nothing = Buffer.alloc(0);

/**
 * Reads a DHCP message. Unknown options are kept byte for byte, a missing end mark is forgiven.
 * Throws WIRE_TRUNCATED, WIRE_TOO_LARGE or WIRE_INVALID with the place.
 */
export function decodeDhcp(bytes: Buffer): DhcpMessage {
  if (bytes.length > MAX_DHCP_MESSAGE) {
    throw new HarnessError('WIRE_TOO_LARGE', {
      what: 'The DHCP message',
      limit: `${MAX_DHCP_MESSAGE} bytes`,
      place: 'its length',
    });
  }
  if (bytes.length < FIXED_LENGTH + 4) {
    const place = bytes.length < FIXED_LENGTH ? 'the fixed fields' : 'the magic cookie';
    throw new HarnessError('WIRE_TRUNCATED', { what: 'The DHCP message', length: bytes.length, place });
  }
  const op = bytes.readUInt8(0);
  if (op !== 1 && op !== 2) throw invalid('op (byte 0)', `${op} is neither 1 (request) nor 2 (reply)`);
  const hlen = bytes.readUInt8(2);
  if (hlen > CHADDR_LENGTH) throw invalid('hlen (byte 2)', `${hlen} is more than the ${CHADDR_LENGTH} bytes of chaddr`);
  if (bytes.readUInt32BE(FIXED_LENGTH) !== MAGIC_COOKIE) {
    throw invalid(
      `the magic cookie (byte ${FIXED_LENGTH})`,
      'it is not 63 82 53 63, so this is BOOTP or something else',
    );
  }
  const message: DhcpMessage = {
    op,
    htype: bytes.readUInt8(1),
    hops: bytes.readUInt8(3),
    xid: bytes.readUInt32BE(4),
    secs: bytes.readUInt16BE(8),
    flags: bytes.readUInt16BE(10),
    ciaddr: quad(bytes, 12),
    yiaddr: quad(bytes, 16),
    siaddr: quad(bytes, 20),
    giaddr: quad(bytes, 24),
    chaddr: Buffer.from(bytes.subarray(28, 28 + hlen)),
    sname: rawOrEmpty(bytes, SNAME_START, FILE_START),
    file: rawOrEmpty(bytes, FILE_START, FIXED_LENGTH),
    options: readOptions(bytes, FIXED_LENGTH + 4, 'the message'),
  };
  // Malformed options in file and sname must fail here, where bad input is expected, not later in a lookup.
  overloadedOptions(message);
  return message;
}

function quad(bytes: Buffer, at: number): string {
  return `${bytes[at]}.${bytes[at + 1]}.${bytes[at + 2]}.${bytes[at + 3]}`;
}

function rawOrEmpty(bytes: Buffer, start: number, end: number): Buffer {
  const empty = bytes.compare(zeros, 0, end - start, start, end) === 0;
  return empty ? nothing : Buffer.from(bytes.subarray(start, end));
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The DHCP message', place, detail });
}
