import { type FindingKind, shows } from '../finding.js';
import { frontEndNeverReached, LATE_MS } from '../name-answers.js';

export const dnsLate: FindingKind = {
  id: 'dns-late',
  explain: () => 'The name server answers too late for the phone, or not at all.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const answers = evidence.all('dns.answer');
    const queries = evidence.all('dns.query');
    const answerOf = ({ name, recordType, seq }: (typeof queries)[number]) =>
      answers.find((event) => event.seq > seq && event.name === name && event.recordType === recordType);
    const late = queries.findLast((query) => {
      const answer = answerOf(query);
      return answer === undefined || answer.elapsed - query.elapsed > LATE_MS;
    });
    if (!late) return undefined;
    const answer = answerOf(late);
    const times = queries.filter(({ name, recordType }) => name === late.name && recordType === late.recordType).length;
    const after = answer && Math.round((answer.elapsed - late.elapsed) / 1000);
    return {
      id: 'dns-late',
      sentence: `The question for ${late.name} ${after === undefined ? 'was never answered' : `was answered after ${after} seconds`}; the phone asked ${times === 1 ? 'once' : `${times} times`} and went on without.`,
      evidence: [
        shows(late, `the phone asks for ${late.name} ${late.recordType}`),
        ...(answer ? [shows(answer, `the answer comes ${after} seconds later`)] : []),
      ],
      remedies: [
        'Find what keeps the name server that DHCP option 6 names: forwarders that are away, UDP 53 closed on the way back.',
        'Let DHCP name two servers that are near the phones.',
      ],
      source: 'Bootstrap of Lync phones: a silent drop costs seconds for each name (inferred)',
    };
  },
};
