import { type Answer, AUTHORITATIVE_ANSWER, encode, RECURSION_DESIRED, TRUNCATED_RESPONSE } from 'dns-packet';
import type { DnsReply } from '../../faults/index.js';
import { type DnsQuery, HEADER_LENGTH, responseCode } from './query.js';

/** Every UDP client takes this much (RFC 1035, section 4.2.1). */
const PLAIN_UDP_LIMIT = 512;
/** What no path of ordinary networks fragments; the most we send and the size we announce. */
const EDNS_UDP_SIZE = 1232;

/** Forms in which one answer is kept: clients differ in what they take, and hostile ones in more than that. */
const KEPT_FORMS = 8;

/** Without the question and the number of the query: an answer that is given again is encoded once. */
const encoded = new WeakMap<DnsReply, Map<string, Buffer>>();

/**
 * The authoritative response to a query; no recursion is ever offered. The question comes back byte for byte. Over UDP what does not
 * fit goes: first the additional records, which a client can ask for, then everything with the mark "truncated", so that it asks
 * again over TCP.
 */
export function respond(query: DnsQuery, parts: DnsReply, transport: 'udp' | 'tcp'): Buffer {
  const limit = (transport === 'tcp' ? 0xffff : udpLimit(query)) - query.question.length;
  const form = `${limit} ${query.edns !== undefined} ${query.recursionDesired}`;
  const forms = encoded.get(parts) ?? new Map<string, Buffer>();
  encoded.set(parts, forms);
  const known = forms.get(form);
  const answer = known ?? withoutQuestion(query, parts, limit);
  if (!known && forms.size < KEPT_FORMS) forms.set(form, answer);
  // The question goes in as it came: the encoder would change the bytes of names that are not UTF-8.
  const { question } = query;
  const response = Buffer.allocUnsafe(answer.length + question.length);
  answer.copy(response, 0, 0, HEADER_LENGTH);
  response.writeUInt16BE(query.id, 0);
  question.copy(response, HEADER_LENGTH);
  answer.copy(response, HEADER_LENGTH + question.length, HEADER_LENGTH);
  return response;
}

/** Header and records within the limit, in bytes. */
function withoutQuestion(query: DnsQuery, parts: DnsReply, limit: number): Buffer {
  const { code, answers = [], authorities = [], additionals = [], truncated: cut = false } = parts;
  const isOwner = parts.authoritative ?? authoritative.includes(code);
  const option = query.edns ? [optionRecord(code)] : [];
  const build = (truncated: boolean, ...sections: [readonly Answer[], readonly Answer[], readonly Answer[]]) =>
    message(query, { code, isOwner, truncated }, [sections[0], sections[1], [...sections[2], ...option]]);

  const whole = build(cut, answers, authorities, additionals);
  if (whole.length <= limit) return whole;
  const withoutAdditionals = build(false, answers, authorities, []);
  return withoutAdditionals.length <= limit ? withoutAdditionals : build(true, [], [], []);
}

/** Codes the server gives as the one who owns the name. */
const authoritative: readonly number[] = [responseCode.noError, responseCode.nxDomain];

/** A header alone, for what could not be read as a query: the question may be the unreadable part. */
export function refuse(query: Buffer, code: number): Buffer {
  const header = Buffer.alloc(HEADER_LENGTH);
  query.copy(header, 0, 0, 4);
  // Keeps opcode and "recursion desired" of the query.
  header.writeUInt16BE(0x8000 | (query.readUInt16BE(2) & 0x7900) | code, 2);
  return header;
}

function message(
  query: DnsQuery,
  { code, isOwner, truncated }: { readonly code: number; readonly isOwner: boolean; readonly truncated: boolean },
  sections: readonly [readonly Answer[], readonly Answer[], readonly Answer[]],
): Buffer {
  const flags =
    (isOwner ? AUTHORITATIVE_ANSWER : 0) |
    (truncated ? TRUNCATED_RESPONSE : 0) |
    (query.recursionDesired ? RECURSION_DESIRED : 0) |
    (code & 0xf);
  const [answers, authorities, additionals] = sections.map((section) => [...section]);
  const written = encode({
    type: 'response',
    flags,
    ...(answers && { answers }),
    ...(authorities && { authorities }),
    ...(additionals && { additionals }),
  });
  const bytes = Buffer.from(written);
  bytes.writeUInt16BE(1, 4);
  return bytes;
}

function optionRecord(code: number): Answer {
  return {
    type: 'OPT',
    name: '.',
    udpPayloadSize: EDNS_UDP_SIZE,
    // The header holds the lower four bits of the code.
    extendedRcode: code >> 4,
    ednsVersion: 0,
    flags: 0,
    flag_do: false,
    options: [],
  };
}

function udpLimit(query: DnsQuery): number {
  return Math.min(Math.max(query.edns?.udpPayloadSize ?? PLAIN_UDP_LIMIT, PLAIN_UDP_LIMIT), EDNS_UDP_SIZE);
}
