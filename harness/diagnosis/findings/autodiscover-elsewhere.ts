import { autodiscoverInVain, hasNoAddress, lookUps, redirects, toldServer, wasAsked } from '../autodiscover-answers.js';
import type { Evidence } from '../evidence.js';
import { type Finding, type FindingKind, shows } from '../finding.js';
import { answerWords } from '../name-answers.js';

export const autodiscoverElsewhere: FindingKind = {
  id: 'autodiscover-elsewhere',
  explain: () => 'The name of autodiscover, or a redirect of it, leads to a server that is not there.',
  diagnose: (evidence) => {
    if (!autodiscoverInVain(evidence) || toldServer(evidence)) return undefined;
    // Who came and did not trust the server is another case.
    if (evidence.standingRefusal('web')) return undefined;
    return redirected(evidence) ?? misnamed(evidence);
  },
};

function redirected(evidence: Evidence): Finding | undefined {
  const lost = redirects(evidence).find(({ to }) => !wasAsked(evidence, to));
  if (!lost) return undefined;
  const { event, from, to } = lost;
  const answer = hasNoAddress(evidence, to);
  return {
    ...common,
    sentence: `Autodiscover of ${from} sends the phone to ${to}, ${answer ? 'which has no address in DNS' : 'where no request arrived'}.`,
    evidence: [
      shows(event, `${from} answered with a redirect to ${to}`),
      ...(answer ? [shows(answer, answerWords(answer))] : []),
    ],
    remedies: [
      `Create the A record of ${to}, and let the phones’ network reach it on 443.`,
      'Correct the web services FQDN of the pool in the published topology.',
    ],
  };
}

function misnamed(evidence: Evidence): Finding | undefined {
  const answers = lookUps(evidence);
  const known = answers.find(({ answers: addresses }) => addresses.length > 0);
  if (!known || answers.some(({ name }) => wasAsked(evidence, name.toLowerCase()))) return undefined;
  return {
    ...common,
    sentence: `DNS leads ${known.name} to ${known.answers.join(', ')}, and no request for it arrived at the web services.`,
    evidence: [shows(known, answerWords(known))],
    remedies: [
      `Correct the record ${known.name}: it must lead to the web services of a pool, or outside to the reverse proxy.`,
      'Remove a record that nobody serves: phones then go on by the SRV records.',
    ],
  };
}

const common = {
  id: 'autodiscover-elsewhere',
  source: 'Lync Server 2013: DNS requirements for automatic discovery (jj945654)',
} as const;
