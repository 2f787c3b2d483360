import { NtlmWriter, payloadStart, readField, requireFixedPart } from './fields.js';
import { hasFlag } from './flags.js';
import { decodeName, encodeName } from './text.js';

/** AUTHENTICATE_MESSAGE (MS-NLMP 2.2.1.3). */
export interface NtlmAuthenticate {
  readonly flags: number;
  readonly lmResponse: Buffer;
  /** 24 bytes are NTLMv1; longer is NTLMv2: a 16-byte proof and the client's data. */
  readonly ntResponse: Buffer;
  readonly domain: string;
  readonly user: string;
  readonly workstation: string;
  /** Encrypted, 16 bytes when KEY_EXCHANGE is negotiated. */
  readonly sessionKey: Buffer;
  /** 8 bytes; older clients leave it out. */
  readonly version?: Buffer;
  /** 16 bytes at `MIC_OFFSET`, only after a version. Only the AV flags of the response say whether they really are one. */
  readonly mic?: Buffer;
}

/** Where the MIC lies, so that a verifier can zero it. */
export const MIC_OFFSET = 72;
export const MIC_BYTES = 16;

const LM_RESPONSE = 12;
const NT_RESPONSE = 20;
const DOMAIN = 28;
const USER = 36;
const WORKSTATION = 44;
const SESSION_KEY = 52;
const FLAGS = 60;
const VERSION = 64;

/** Payloads are written in the order Windows uses: domain, user, workstation, LM and NT response, session key. */
export function encodeAuthenticate(message: NtlmAuthenticate): Buffer {
  const { flags, version, mic } = message;
  const writer = new NtlmWriter(3, mic ? MIC_OFFSET + MIC_BYTES : version ? MIC_OFFSET : VERSION);
  writer.uint32(FLAGS, flags);
  if (version) writer.bytes(VERSION, version, 8, 'the version');
  if (mic) writer.bytes(MIC_OFFSET, mic, MIC_BYTES, 'the MIC');
  writer.field(DOMAIN, encodeName(message.domain, flags), 'the domain');
  writer.field(USER, encodeName(message.user, flags), 'the user');
  writer.field(WORKSTATION, encodeName(message.workstation, flags), 'the workstation');
  writer.field(LM_RESPONSE, message.lmResponse, 'the LM response');
  writer.field(NT_RESPONSE, message.ntResponse, 'the NT response');
  writer.field(SESSION_KEY, message.sessionKey, 'the session key');
  return writer.finish();
}

export function decodeAuthenticate(bytes: Buffer): NtlmAuthenticate {
  requireFixedPart(bytes, VERSION);
  const flags = bytes.readUInt32LE(FLAGS);
  const message = {
    flags,
    lmResponse: readField(bytes, LM_RESPONSE, 'the LM response'),
    ntResponse: readField(bytes, NT_RESPONSE, 'the NT response'),
    domain: decodeName(readField(bytes, DOMAIN, 'the domain'), flags, 'the domain'),
    user: decodeName(readField(bytes, USER, 'the user'), flags, 'the user'),
    workstation: decodeName(readField(bytes, WORKSTATION, 'the workstation'), flags, 'the workstation'),
    sessionKey: readField(bytes, SESSION_KEY, 'the session key'),
  };
  const fixedEnd = payloadStart(bytes, [LM_RESPONSE, NT_RESPONSE, DOMAIN, USER, WORKSTATION, SESSION_KEY]);
  if (!hasFlag(flags, 'VERSION') || fixedEnd < MIC_OFFSET) return message;
  const version = Buffer.from(bytes.subarray(VERSION, VERSION + 8));
  if (fixedEnd < MIC_OFFSET + MIC_BYTES) return { ...message, version };
  return { ...message, version, mic: Buffer.from(bytes.subarray(MIC_OFFSET, MIC_OFFSET + MIC_BYTES)) };
}
