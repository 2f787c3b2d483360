import { type FindingKind, shows } from '../finding.js';

export const certificateExpired: FindingKind = {
  id: 'certificate-expired',
  afterSignIn: 'as-well',
  explain: () => 'The phone’s user certificate came to its end and was not renewed before.',
  diagnose: (evidence) => {
    const refused = evidence.all('front-end.refused').findLast(({ problem }) => problem === 'expired');
    if (!refused) return undefined;
    if (evidence.all('front-end.signed-in').some(({ seq }) => seq > refused.seq)) return undefined;
    const issued = evidence.all('certificate.issued').findLast(({ seq }) => seq < refused.seq);
    const tried = [...evidence.all('web-ticket.refused'), ...evidence.all('certificate.refused')]
      .filter(({ seq }) => seq < refused.seq && seq > (issued?.seq ?? 0))
      .at(-1);
    const until = issued ? `, which was valid until ${issued.notAfter}` : '';
    return {
      id: 'certificate-expired',
      sentence: `The Front End refused ${refused.user}: the certificate the phone signs in with has expired${until}.`,
      evidence: [
        ...(issued ? [shows(issued, `certificate ${issued.thumbprint} issued, valid until ${issued.notAfter}`)] : []),
        ...(tried ? [shows(tried, `asked for a new one and was refused: ${tried.problem}`)] : []),
        shows(refused, `refused with ${refused.status}: ${refused.problem}`),
      ],
      remedies: [
        'Make the certificate web service and the web ticket service reachable for the phone, and sign the user out and in again: it then fetches a new certificate.',
        'Give certificates a longer life: Set-CsWebServiceConfiguration -DefaultValidityPeriodHours 4320, its default of 180 days.',
      ],
      source: 'Set-CsWebServiceConfiguration, DefaultValidityPeriodHours; MS-OCAUTHWS 1.3.2',
    };
  },
};
