import { HarnessError } from '../../foundation/errors/index.js';

/** The fixed header of RFC 5905 (and of SNTP, RFC 4330), without extension fields or authenticator. */
export const NTP_PACKET_LENGTH = 48;
/** Header plus extension fields and an authenticator; more is not a time request. */
export const MAX_NTP_PACKET = 1024;

/** The modes a time server meets (RFC 5905, figure 10). */
export const ntpMode = { client: 3, server: 4, broadcast: 5 } as const;

const MAX_UINT64 = (1n << 64n) - 1n;

/** One NTP packet. Numbers are as on the wire; the four timestamps are raw 64-bit values (see `fromNtpTimestamp`). */
export interface NtpPacket {
  /** 0 no warning, 3 clock not synchronised. */
  leap: number;
  version: number;
  mode: number;
  /** 0 is a kiss-of-death, with its code in `referenceId`. */
  stratum: number;
  /** log2 seconds, signed. */
  poll: number;
  /** log2 seconds, signed. */
  precision: number;
  /** 16.16 fixed point seconds, raw. */
  rootDelay: number;
  /** 16.16 fixed point seconds, raw. */
  rootDispersion: number;
  /** 4 bytes. */
  referenceId: Buffer;
  reference: bigint;
  originate: bigint;
  receive: bigint;
  transmit: bigint;
}

/** Reads the 48-byte header; extension fields behind it are left alone. Throws WIRE_TRUNCATED, WIRE_TOO_LARGE. */
export function decodeNtp(bytes: Buffer): NtpPacket {
  if (bytes.length < NTP_PACKET_LENGTH) {
    throw new HarnessError('WIRE_TRUNCATED', { what: 'The NTP packet', length: bytes.length, place: 'its header' });
  }
  if (bytes.length > MAX_NTP_PACKET) {
    throw new HarnessError('WIRE_TOO_LARGE', { what: 'The NTP packet', limit: MAX_NTP_PACKET, place: 'its length' });
  }
  const first = bytes.readUInt8(0);
  return {
    leap: first >> 6,
    version: (first >> 3) & 7,
    mode: first & 7,
    stratum: bytes.readUInt8(1),
    poll: bytes.readInt8(2),
    precision: bytes.readInt8(3),
    rootDelay: bytes.readUInt32BE(4),
    rootDispersion: bytes.readUInt32BE(8),
    referenceId: Buffer.from(bytes.subarray(12, 16)),
    reference: bytes.readBigUInt64BE(16),
    originate: bytes.readBigUInt64BE(24),
    receive: bytes.readBigUInt64BE(32),
    transmit: bytes.readBigUInt64BE(40),
  };
}

/** The 48 bytes of the packet. Throws WIRE_INVALID for a value its field cannot hold. */
export function encodeNtp(packet: NtpPacket): Buffer {
  const bytes = Buffer.alloc(NTP_PACKET_LENGTH);
  const leap = within('leap', packet.leap, 0, 3);
  const version = within('version', packet.version, 0, 7);
  bytes.writeUInt8((leap << 6) | (version << 3) | within('mode', packet.mode, 0, 7), 0);
  bytes.writeUInt8(within('stratum', packet.stratum, 0, 255), 1);
  bytes.writeInt8(within('poll', packet.poll, -128, 127), 2);
  bytes.writeInt8(within('precision', packet.precision, -128, 127), 3);
  bytes.writeUInt32BE(within('root delay', packet.rootDelay, 0, 0xffffffff), 4);
  bytes.writeUInt32BE(within('root dispersion', packet.rootDispersion, 0, 0xffffffff), 8);
  if (packet.referenceId.length !== 4) throw invalid('reference id', `${packet.referenceId.length} bytes, not 4`);
  packet.referenceId.copy(bytes, 12);
  bytes.writeBigUInt64BE(timestamp('reference', packet.reference), 16);
  bytes.writeBigUInt64BE(timestamp('originate', packet.originate), 24);
  bytes.writeBigUInt64BE(timestamp('receive', packet.receive), 32);
  bytes.writeBigUInt64BE(timestamp('transmit', packet.transmit), 40);
  return bytes;
}

function within(field: string, value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw invalid(field, `${value} is not between ${lowest} and ${highest}`);
}

function timestamp(field: string, value: bigint): bigint {
  if (value >= 0n && value <= MAX_UINT64) return value;
  throw invalid(`${field} timestamp`, 'it does not fit 64 bits');
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The NTP packet', place, detail });
}
