import { type FindingKind, shows } from '../finding.js';
import {
  addressAnswer,
  answerWords,
  fallbackLookUps,
  frontEndNeverReached,
  toldByDhcp,
  toldServices,
} from '../name-answers.js';

export const registrarUnreachable: FindingKind = {
  id: 'registrar-unreachable',
  explain: () => 'The phone knows a Registrar and its address, and no connection ever arrived there.',
  diagnose: (evidence) => {
    if (!frontEndNeverReached(evidence)) return undefined;
    const byDhcp = toldByDhcp(evidence).flatMap(({ event, host }) =>
      (event.sipServers ?? []).includes(host) ? [host] : [],
    );
    const hosts = [
      ...toldServices(evidence).map(({ host }) => host),
      ...byDhcp,
      ...fallbackLookUps(evidence).map(({ name }) => name),
    ];
    const resolved = [...new Set(hosts)]
      .map((host) => addressAnswer(evidence, host))
      .filter((event) => event !== undefined);
    const known = resolved.filter(({ answers }) => answers.length > 0);
    const [first] = known;
    if (!first) return undefined;
    return {
      id: 'registrar-unreachable',
      sentence: `The phone knows ${known.map(({ name, answers }) => `${name} at ${answers.join(', ')}`).join('; ')}, and no connection arrived at a Front End.`,
      evidence: known.map((event) => shows(event, answerWords(event))),
      remedies: [
        'Correct the A record, or the name told by SRV record or Option 120: it leads to a server that is gone.',
        'Open TCP 5061 from the phones’ network to the Registrar.',
      ],
      source: 'TechNet gg398713; failure catalogue N08',
    };
  },
};
