import { decode, type OptAnswer } from 'dns-packet';

/** More than any query: a name has 255 bytes, the rest is room for EDNS options such as padding. */
export const MAX_DNS_QUERY = 4096;
/** An OPT and a signature at most. */
const MAX_ADDITIONALS = 2;
export const HEADER_LENGTH = 12;
const MAX_NAME_LENGTH = 255;
const MAX_LABEL_LENGTH = 63;

/** RFC 1035, section 4.1.1, and RFC 6891 for a version of EDNS nobody knows. */
export const responseCode = {
  noError: 0,
  formErr: 1,
  servFail: 2,
  nxDomain: 3,
  notImp: 4,
  refused: 5,
  badVersion: 16,
} as const;
export const recordClass = { internet: 1, any: 255 } as const;

/** A query with one question, read. */
export interface DnsQuery {
  readonly id: number;
  readonly recursionDesired: boolean;
  /** As sent, in its own case; undefined for a name no host can have, such as one with a dot or a binary byte in a label. */
  readonly name: string | undefined;
  /** `SRV`; `UNKNOWN_77` for a number without a name. */
  readonly type: string;
  readonly classNumber: number;
  /** The question section's bytes. */
  readonly question: Buffer;
  readonly edns: { readonly udpPayloadSize: number; readonly version: number } | undefined;
}

/** What arrived instead of a query: to be refused with a code, or, without one, to be left alone. */
export interface NotAQuery {
  readonly reason: string;
  readonly code?: number;
}

/**
 * Reads a query. The counts are checked before the packet is decoded, so that a packet of thousands of pointers costs nothing.
 * Never throws.
 */
export function readQuery(bytes: Buffer): DnsQuery | NotAQuery {
  if (bytes.length < HEADER_LENGTH) return { reason: `${bytes.length} bytes hold no DNS header` };
  const flags = bytes.readUInt16BE(2);
  // Answering an answer could go on for ever between two servers.
  if ((flags & 0x8000) !== 0) return { reason: 'a response, not a query' };
  const opcode = (flags >> 11) & 0xf;
  if (opcode !== 0) return { reason: `opcode ${opcode} is not a standard query`, code: responseCode.notImp };
  const malformed = (reason: string): NotAQuery => ({ reason, code: responseCode.formErr });
  if (bytes.length > MAX_DNS_QUERY) return malformed(`longer than ${MAX_DNS_QUERY} bytes`);
  const [questions, answers, authorities, additionals] = [4, 6, 8, 10].map((at) => bytes.readUInt16BE(at));
  if (questions !== 1) return malformed(`${questions} questions instead of one`);
  if (answers !== 0 || authorities !== 0) return malformed('records in the answer or authority section of a query');
  if ((additionals ?? 0) > MAX_ADDITIONALS) return malformed(`${additionals} additional records`);

  const question = readName(bytes);
  if (typeof question === 'string') return malformed(question);
  const { end } = question;
  try {
    const packet = decode(bytes);
    const options = (packet.additionals ?? []).filter((record): record is OptAnswer => record.type === 'OPT');
    if (options.length > 1) return malformed('two OPT records');
    const [option] = options;
    return {
      id: bytes.readUInt16BE(0),
      recursionDesired: (flags & 0x0100) !== 0,
      name: question.isHostName ? question.name : undefined,
      type: packet.questions?.[0]?.type ?? 'UNKNOWN',
      classNumber: bytes.readUInt16BE(end + 2),
      question: Buffer.from(bytes.subarray(HEADER_LENGTH, end + 4)),
      edns: option && { udpPayloadSize: option.udpPayloadSize, version: option.ednsVersion },
    };
  } catch (error) {
    return malformed(error instanceof Error ? error.message : 'not decodable');
  }
}

/** The question's name, or what is wrong with it. It is the packet's first name, so nothing is there to point back to. */
function readName(bytes: Buffer): { name: string; isHostName: boolean; end: number } | string {
  const labels: string[] = [];
  let at = HEADER_LENGTH;
  for (;;) {
    const length = bytes[at];
    if (length === undefined) return 'the question is cut off';
    if (length === 0) break;
    if (length > MAX_LABEL_LENGTH) return `byte ${at} of the question's name is no label length`;
    labels.push(bytes.toString('latin1', at + 1, at + 1 + length));
    at += 1 + length;
    if (at + 1 - HEADER_LENGTH > MAX_NAME_LENGTH) return `the name is longer than ${MAX_NAME_LENGTH} bytes`;
  }
  const end = at + 1;
  if (end + 4 > bytes.length) return 'the question is cut off';
  const isHostName = labels.every((label) => /^[a-z0-9_-]+$/i.test(label));
  return { name: labels.length === 0 ? '.' : labels.join('.'), isHostName, end };
}
