import { autodiscoverInVain, toldServer } from '../autodiscover-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const autodiscoverWrongServer: FindingKind = {
  id: 'autodiscover-wrong-server',
  explain: () => 'Autodiscover names a SIP server or a port where no Front End answers.',
  diagnose: (evidence) => {
    const told = toldServer(evidence);
    if (!autodiscoverInVain(evidence) || !told) return undefined;
    return {
      id: 'autodiscover-wrong-server',
      sentence: `Autodiscover tells clients ${told.location === 'External' ? 'outside' : 'inside'} of ${told.server}, and no connection arrived at a Front End.`,
      evidence: [shows(told, `the User resource named ${told.server}`)],
      remedies: [
        'Correct the published topology: clients inside are told the pool on 5061, clients outside the Access Edge FQDN and its port (443).',
        'Open the way from the phones’ network to that server, and check its A record.',
      ],
      source: 'MS-OCDISCWS 3.1.5.3; Lync Server 2013: Autodiscover service (jj945654)',
    };
  },
};
