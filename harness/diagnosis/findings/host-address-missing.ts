import { type Finding, type FindingKind, shows } from '../finding.js';
import { addressAnswer, answerWords, frontEndNeverReached, toldByDhcp, toldServices } from '../name-answers.js';

export const hostAddressMissing: FindingKind = {
  id: 'host-address-missing',
  explain: () => 'DNS or DHCP names a server that has no address in DNS.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const byDhcp = toldByDhcp(evidence);
    const told = [...toldServices(evidence), ...byDhcp].map(({ event, host }) => ({ event, host }));
    const missing = told.findLast(({ host }) => {
      const answer = addressAnswer(evidence, host);
      return answer !== undefined && answer.answers.length === 0 && ['NXDOMAIN', 'NOERROR'].includes(answer.code);
    });
    const answer = missing && addressAnswer(evidence, missing.host);
    if (!missing || !answer) return undefined;
    // A phone that has the root chain found the certificate service.
    if (missing.event.type === 'dhcp.reply' && evidence.all('root-chain.served').length > 0) return undefined;
    const proof: Finding['evidence'] = [
      shows(
        missing.event,
        missing.event.type === 'dns.answer' ? answerWords(missing.event) : `DHCP names ${missing.host}`,
      ),
      shows(answer, answerWords(answer)),
    ];
    return {
      id: 'host-address-missing',
      sentence: `${missing.event.type === 'dns.answer' ? `The SRV record ${missing.event.name}` : 'DHCP'} names ${missing.host}, which has no address in DNS.`,
      evidence: proof,
      remedies: [
        `Create the A record of ${missing.host} in the zone the phones ask, or name another server where it is told.`,
      ],
      source: 'Lync Server 2013: DNS and certificate requirements; failure catalogue T19, N08',
    };
  },
};
