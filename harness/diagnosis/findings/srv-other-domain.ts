import { type FindingKind, shows } from '../finding.js';
import { addressAnswer, answerWords, frontEndNeverReached, toldServices } from '../name-answers.js';

export const srvOtherDomain: FindingKind = {
  id: 'srv-other-domain',
  explain: () =>
    'The SRV record of the Registrar leads to a host of another domain, which phones from CU7 on do not follow.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const told = toldServices(evidence).find(({ domain, host }) => !`.${host.toLowerCase()}`.endsWith(`.${domain}`));
    // A phone that looks the host up has no such rule.
    if (!told || addressAnswer(evidence, told.host)) return undefined;
    const { event, host, domain } = told;
    return {
      id: 'srv-other-domain',
      sentence: `The SRV record ${event.name} leads to ${host}, outside ${domain}; from firmware 4.0.7577.4363 (CU7) on the phone does not go there.`,
      evidence: [shows(event, `${answerWords(event)}; the phone never asks for its address`)],
      remedies: [
        `Let the SRV record name sip.${domain}, give that name an A record, and add it to the certificate of the Front End as a subject alternative name.`,
      ],
      source:
        'blog.schertz.name 2013/03, Lync Phone Edition CU7; Lync Server 2013: DNS requirements; failure catalogue T19',
    };
  },
};
