import { type FindingKind, shows } from '../finding.js';
import { answerWords, frontEndNeverReached, toldServices } from '../name-answers.js';

/** Where Registrars listen for TLS: inside, and outside at an Edge. */
const usualPorts = new Set([5061, 443]);

export const srvWrongPort: FindingKind = {
  id: 'srv-wrong-port',
  explain: () => 'The SRV record of the Registrar names a port where nothing answers in TLS.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const told = toldServices(evidence).find(({ port }) => !usualPorts.has(port));
    if (!told) return undefined;
    const { event, host, port } = told;
    return {
      id: 'srv-wrong-port',
      sentence: `The SRV record ${event.name} names port ${port} of ${host}, and no connection arrived at a Front End.`,
      evidence: [shows(event, answerWords(event))],
      remedies: ['Let the SRV record _sipinternaltls._tcp name port 5061, and _sip._tls port 443 of the Edge.'],
      source: 'Lync Server 2013: DNS requirements for Front End pools; failure catalogue N08',
    };
  },
};
