import type { DnsReply } from '../../faults/index.js';
import { remembered } from '../../foundation/remembered.js';
import { answer } from './answer.js';
import { responseCode } from './query.js';
import type { Zone } from './zone.js';

/** Enough for every name and type a lab's phones ask for; a flood of other names takes no memory beyond this. */
const KEPT = { entries: 512, longest: 300 } as const;

/** What a zone says of a name, in the case of the question, and a type. */
export type KnownAnswers = (name: string, type: string) => DnsReply;

/** A zone never changes, so that an answer is made once; it is the same object each time, and nobody may change it. */
export function knownAnswers(zone: Zone, ttl: number): KnownAnswers {
  const known = remembered((question): DnsReply => {
    const space = question.indexOf(' ');
    const { exists, ...sections } = answer(zone, question.slice(space + 1), question.slice(0, space), ttl);
    return { code: exists ? responseCode.noError : responseCode.nxDomain, ...sections };
  }, KEPT);
  return (name, type) => known(`${type} ${name}`);
}
