import { NtlmWriter, payloadStart, readField, requireFixedPart } from './fields.js';
import { hasFlag } from './flags.js';

/** NEGOTIATE_MESSAGE (MS-NLMP 2.2.1.1). SIP leaves it out; HTTP starts with it. Domain and workstation are OEM text. */
export interface NtlmNegotiate {
  readonly flags: number;
  readonly domain: string;
  readonly workstation: string;
  /** 8 bytes; older clients leave it out. */
  readonly version?: Buffer;
}

const DOMAIN = 16;
const WORKSTATION = 24;
const VERSION = 32;

export function encodeNegotiate(message: NtlmNegotiate): Buffer {
  const writer = new NtlmWriter(1, message.version ? VERSION + 8 : VERSION);
  writer.uint32(12, message.flags);
  if (message.version) writer.bytes(VERSION, message.version, 8, 'the version');
  writer.field(DOMAIN, Buffer.from(message.domain, 'latin1'), 'the domain');
  writer.field(WORKSTATION, Buffer.from(message.workstation, 'latin1'), 'the workstation');
  return writer.finish();
}

export function decodeNegotiate(bytes: Buffer): NtlmNegotiate {
  requireFixedPart(bytes, 16);
  const flags = bytes.readUInt32LE(12);
  // The shortest form ends after the flags.
  if (bytes.length < VERSION) return { flags, domain: '', workstation: '' };
  const names = {
    domain: readField(bytes, DOMAIN, 'the domain').toString('latin1'),
    workstation: readField(bytes, WORKSTATION, 'the workstation').toString('latin1'),
  };
  const room = payloadStart(bytes, [DOMAIN, WORKSTATION]) >= VERSION + 8;
  if (!hasFlag(flags, 'VERSION') || !room) return { flags, ...names };
  return { flags, ...names, version: Buffer.from(bytes.subarray(VERSION, VERSION + 8)) };
}
