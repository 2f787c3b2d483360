import { refusalWords } from '../evidence.js';
import { type Finding, type FindingKind, shows } from '../finding.js';

export const certificateServiceUnreachable: FindingKind = {
  id: 'certificate-service-unreachable',
  explain: () =>
    'The phone was told where the certificate provisioning service is and could not fetch the root chain there.',
  diagnose: (evidence) => {
    const told = evidence.all('dhcp.reply').findLast((event) => event.certificateService !== undefined);
    if (!told || evidence.all('root-chain.served').length > 0) return undefined;
    // A phone that reached the Front End was not stopped here.
    if (evidence.all('tls.client-hello').some((event) => event.service === 'front-end')) return undefined;
    const url = told.certificateService ?? '';
    const lookedUp = evidence
      .all('dns.answer')
      .findLast((event) => event.recordType === 'A' && url.toLowerCase().includes(`//${event.name.toLowerCase()}:`));
    if (!lookedUp) return undefined;
    const refusedTls = evidence.standingRefusal('web');
    const refusedChain = evidence.last('root-chain.refused');
    const evidenceOfIt: Finding['evidence'][number][] = [
      shows(told, `Option 43 spells ${url}`),
      shows(lookedUp, `DNS answered ${lookedUp.name}: ${lookedUp.answers.join(', ') || lookedUp.code}`),
    ];
    if (refusedTls) {
      evidenceOfIt.push(shows(refusedTls, `on https the phone ${refusalWords(refusedTls)}`));
    }
    if (refusedChain) evidenceOfIt.push(shows(refusedChain, `the service refused the chain: ${refusedChain.reason}`));
    return {
      id: 'certificate-service-unreachable',
      sentence: refusedTls
        ? `No request for the root chain reached ${url} over http, and over https the phone cannot trust the service before it has the root.`
        : `No root chain was fetched from ${url} although the phone knows the address.`,
      evidence: evidenceOfIt,
      remedies: [
        'Make the certificate provisioning service reachable on port 80 as well as on 443 from the phones’ network; the first download must not depend on TLS.',
        'Check that Option 43 names a web server that still exists, and that chain download is enabled (Set-CsWebServiceConfiguration).',
      ],
      source: 'TechNet: root chain download; field report on opening both 80 and 443; failure catalogue T02, T14',
    };
  },
};
