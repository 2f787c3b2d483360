import { type AvPair, decodeAvPairs, encodeAvPairs } from './av-pairs.js';
import { NtlmWriter, payloadStart, readField, requireFixedPart } from './fields.js';
import { hasFlag } from './flags.js';
import { decodeName, encodeName } from './text.js';

/** Windows 7 and Server 2008 R2, NTLM revision 15, as registrars send it (observed). */
export const NTLM_VERSION_6_1 = Buffer.from('0601b11d0000000f', 'hex');

/** CHALLENGE_MESSAGE (MS-NLMP 2.2.1.2). Real registrars leave the target name empty (observed). */
export interface NtlmChallenge {
  readonly flags: number;
  readonly targetName: string;
  /** 8 bytes. */
  readonly serverChallenge: Buffer;
  /** AV pairs without their terminator; empty when the message has no TargetInfo. */
  readonly targetInfo: readonly AvPair[];
  /** 8 bytes; older servers leave it out. */
  readonly version?: Buffer;
}

const TARGET_NAME = 12;
const FLAGS = 20;
const SERVER_CHALLENGE = 24;
const TARGET_INFO = 40;
const VERSION = 48;

/** TargetInfo is written when the TARGET_INFO flag is set. */
export function encodeChallenge(message: NtlmChallenge): Buffer {
  const writer = new NtlmWriter(2, message.version ? VERSION + 8 : VERSION);
  writer.uint32(FLAGS, message.flags);
  writer.bytes(SERVER_CHALLENGE, message.serverChallenge, 8, 'the server challenge');
  if (message.version) writer.bytes(VERSION, message.version, 8, 'the version');
  writer.field(TARGET_NAME, encodeName(message.targetName, message.flags), 'the target name');
  const withInfo = hasFlag(message.flags, 'TARGET_INFO');
  writer.field(TARGET_INFO, withInfo ? encodeAvPairs(message.targetInfo) : Buffer.alloc(0), 'the target info');
  return writer.finish();
}

export function decodeChallenge(bytes: Buffer): NtlmChallenge {
  requireFixedPart(bytes, VERSION);
  const flags = bytes.readUInt32LE(FLAGS);
  const info = readField(bytes, TARGET_INFO, 'the target info');
  const message = {
    flags,
    targetName: decodeName(readField(bytes, TARGET_NAME, 'the target name'), flags, 'the target name'),
    serverChallenge: Buffer.from(bytes.subarray(SERVER_CHALLENGE, SERVER_CHALLENGE + 8)),
    targetInfo: info.length === 0 ? [] : decodeAvPairs(info),
  };
  const room = payloadStart(bytes, [TARGET_NAME, TARGET_INFO]) >= VERSION + 8;
  if (!hasFlag(flags, 'VERSION') || !room) return message;
  return { ...message, version: Buffer.from(bytes.subarray(VERSION, VERSION + 8)) };
}
