import { type FindingKind, shows } from '../finding.js';
import { answerWords, frontEndNeverReached, isAuthoritative } from '../name-answers.js';

const honest = new Set(['NOERROR', 'NXDOMAIN']);

export const dnsRefuses: FindingKind = {
  id: 'dns-refuses',
  explain: () => 'The name server answers the phone with an error, or points elsewhere, instead of the records.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const answers = evidence.all('dns.answer');
    const isLame = (event: (typeof answers)[number]) =>
      event.code === 'NOERROR' && event.answers.length === 0 && !isAuthoritative(event);
    const refused = answers.filter((event) => !honest.has(event.code) || isLame(event));
    const last = refused.findLast(
      ({ name, recordType, seq }) =>
        !answers.some(
          (later) =>
            later.seq > seq && later.name === name && later.recordType === recordType && later.answers.length > 0,
        ),
    );
    if (!last) return undefined;
    const what = isLame(last)
      ? 'does not have the zone it is asked for and points to other servers'
      : `answers ${last.code}`;
    return {
      id: 'dns-refuses',
      sentence: `The name server ${what}: the phone learns nothing of ${last.name}.`,
      evidence: refused.slice(0, MAX_SHOWN).map((event) => shows(event, answerWords(event))),
      remedies: [
        isLame(last)
          ? 'Load the zone on the server that DHCP option 6 names, or let it forward to one that has it.'
          : 'Look at the name server that DHCP option 6 names: SERVFAIL is a forwarder or zone that does not load, REFUSED an access list without the phones’ network.',
      ],
      source: 'RFC 1035, section 4.1.1; RFC 1912, section 2.8',
    };
  },
};

/** Evidence of one kind needs no more. */
const MAX_SHOWN = 8;
