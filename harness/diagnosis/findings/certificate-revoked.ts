import { type FindingKind, shows } from '../finding.js';

export const certificateRevoked: FindingKind = {
  id: 'certificate-revoked',
  explain: () => 'The phone signs in with a certificate that an administrator revoked.',
  diagnose: (evidence) => {
    const refused = evidence.all('front-end.refused').findLast(({ problem }) => problem === 'revoked');
    if (!refused) return undefined;
    const issued = evidence.all('certificate.issued').findLast(({ seq }) => seq < refused.seq);
    const revoked = evidence.last('certificate.revoked');
    return {
      id: 'certificate-revoked',
      sentence: `The Front End refused ${refused.user}: the certificate the phone signs in with was revoked.`,
      evidence: [
        ...(issued ? [shows(issued, `certificate ${issued.thumbprint} issued, valid until ${issued.notAfter}`)] : []),
        ...(revoked ? [shows(revoked, `certificate ${revoked.thumbprint} revoked`)] : []),
        shows(refused, `refused with ${refused.status}: ${refused.problem}`),
      ],
      remedies: [
        'Sign the user out on the phone and in again: it then fetches a new certificate.',
        'Where it was not meant, look who ran Revoke-CsClientCertificate; Get-CsClientCertificate lists what the user has.',
      ],
      source: 'Revoke-CsClientCertificate and Get-CsClientCertificate; MS-OCAUTHWS 1.3.2',
    };
  },
};
