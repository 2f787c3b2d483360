import { autodiscoverInVain, redirects, toldServer } from '../autodiscover-answers.js';
import { type FindingKind, shows } from '../finding.js';

export const autodiscoverLoop: FindingKind = {
  id: 'autodiscover-loop',
  explain: () => 'Web services send the phone from one to the other and back, and no autodiscover answer names a pool.',
  diagnose: (evidence) => {
    if (!autodiscoverInVain(evidence) || toldServer(evidence)) return undefined;
    const steps = redirects(evidence);
    const circle = steps.find(
      ({ from, to }) => from === to || steps.some((back) => back.from === to && back.to === from),
    );
    if (!circle) return undefined;
    const { from, to } = circle;
    const within = steps.filter((step) => [from, to].includes(step.from) && [from, to].includes(step.to)).slice(0, 2);
    return {
      id: 'autodiscover-loop',
      sentence: `Autodiscover of ${from} sends the phone to ${to}${from === to ? ', itself' : `, and ${to} sends it back`}.`,
      evidence: within.map(({ event, ...step }) => shows(event, `${step.from} answered with a redirect to ${step.to}`)),
      remedies: [
        'Let the web services of the pool where the user is homed answer without a redirect: check the pool of the user (Get-CsUser) and the published web services of both (Get-CsService -WebServer).',
        'Check what the reverse proxy makes of the host name: an answer for another name may come from the wrong web site.',
      ],
      source: 'MS-OCDISCWS 3.1.5.2',
    };
  },
};
