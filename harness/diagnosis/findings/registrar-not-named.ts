import { namedByAutodiscover } from '../autodiscover-answers.js';
import { type FindingKind, shows } from '../finding.js';
import { answerWords, fallbackLookUps, frontEndNeverReached, registrarLookUps, toldByDhcp } from '../name-answers.js';

export const registrarNotNamed: FindingKind = {
  id: 'registrar-not-named',
  explain: () => 'Neither DNS nor DHCP tells the phone of a Registrar.',
  diagnose: (evidence) => {
    const lookUps = registrarLookUps(evidence);
    const fallbacks = fallbackLookUps(evidence);
    if (lookUps.length === 0 || !frontEndNeverReached(evidence)) return undefined;
    if ([...lookUps, ...fallbacks].some(({ code, answers }) => answers.length > 0 || !absent.has(code)))
      return undefined;
    if (toldByDhcp(evidence).some(({ event }) => (event.sipServers ?? []).length > 0)) return undefined;
    // Autodiscover would have told: what the phone holds against its certificate is the cause.
    if (namedByAutodiscover(evidence) && evidence.standingRefusal('web')) return undefined;
    const domain = lookUps[0]?.name.split('.').slice(2).join('.') ?? '';
    return {
      id: 'registrar-not-named',
      sentence: `DNS has no record of a Registrar for ${domain}, and DHCP no Option 120.`,
      evidence: [...lookUps, ...fallbacks].map((event) => shows(event, answerWords(event))),
      remedies: [
        `Create the SRV record _sipinternaltls._tcp.${domain} (port 5061, sip.${domain}) and the A record sip.${domain}.`,
        'Or configure Option 120 with the name of the pool for this scope (DHCPUtil -SipServer).',
      ],
      source: 'Lync Server 2013: DNS requirements for Front End pools; failure catalogue N02, T19',
    };
  },
};

/** What is said of a name that is not there. */
const absent = new Set(['NXDOMAIN', 'NOERROR']);
