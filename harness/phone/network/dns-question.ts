import { randomInt } from 'node:crypto';
import { type Answer, decode, encode, type Packet } from 'dns-packet';

export type AskedType = 'A' | 'SRV';

/** One question and its bytes. */
export interface DnsQuestion {
  readonly id: number;
  readonly name: string;
  readonly type: AskedType;
  readonly packet: Buffer;
}

/** The part of an answer the phone uses. */
export interface DnsAnswer {
  /** `NOERROR`, `NXDOMAIN`… */
  readonly code: string;
  readonly truncated: boolean;
  readonly answers: readonly Answer[];
}

/** Response code in the low bits of the flags (RFC 1035 4.1.1). */
const CODES = ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'];
const TRUNCATED = 0x0200;
const RECURSION_DESIRED = 0x0100;

/** A question with an id nobody can guess. */
export function dnsQuestion(name: string, type: AskedType): DnsQuestion {
  const id = randomInt(0x10000);
  const packet = encode({ type: 'query', id, flags: RECURSION_DESIRED, questions: [{ name, type, class: 'IN' }] });
  return { id, name, type, packet };
}

/** The answer to that question, or `undefined` for anything else: another id, another name, a question, rubbish. */
export function answerTo(question: DnsQuestion, bytes: Buffer): DnsAnswer | undefined {
  const packet = readable(bytes);
  if (packet === undefined || packet.type !== 'response') return undefined;
  if (packet.id !== question.id) return undefined;
  const [asked] = packet.questions ?? [];
  if (asked?.name.toLowerCase() !== question.name.toLowerCase() || asked.type !== question.type) return undefined;
  const flags = packet.flags ?? 0;
  return {
    code: CODES[flags & 0x0f] ?? `RCODE ${flags & 0x0f}`,
    truncated: (flags & TRUNCATED) !== 0,
    answers: packet.answers ?? [],
  };
}

function readable(bytes: Buffer): Packet | undefined {
  try {
    return decode(bytes);
  } catch {
    return undefined;
  }
}
