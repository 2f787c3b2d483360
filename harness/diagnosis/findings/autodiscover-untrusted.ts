import { autodiscoverInVain, lookUps, toldServer } from '../autodiscover-answers.js';
import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const autodiscoverUntrusted: FindingKind = {
  id: 'autodiscover-untrusted',
  explain: () =>
    'The phone does not trust the web services that autodiscover leads to, and nothing else names a Registrar.',
  diagnose: (evidence) => {
    if (!autodiscoverInVain(evidence) || toldServer(evidence)) return undefined;
    const named = lookUps(evidence).find(({ answers }) => answers.length > 0);
    const refused = evidence.standingRefusal('web');
    if (!named || !refused || refused.seq < named.seq) return undefined;
    const flight = evidence.presentedOn(refused);
    const top = flight?.chain.at(-1);
    if (!flight || !top) return undefined;
    return {
      id: 'autodiscover-untrusted',
      sentence: `The phone asked ${named.name} for its pool and refused the certificate of the web services, which is under "${top.issuer}".`,
      evidence: [
        shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Give the web services a certificate of a public CA the firmware has built in, with lyncdiscoverinternal and lyncdiscover of every SIP domain in it.',
        'Put the root of the company’s CA into the phone by its own provisioning (its list of custom CA certificates).',
        'Publish the SRV record _sipinternaltls._tcp of the SIP domain: phones go on by it, to a Front End they must trust as well.',
      ],
      source: 'Lync Server 2013: Autodiscover service (jj945654); failure catalogue T21',
    };
  },
};
