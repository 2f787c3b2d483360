import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

const ALTERNATE = 'RSASSA-PSS';

export const alternateSignature: FindingKind = {
  id: 'alternate-signature',
  explain: () => 'A certificate of the server’s chain is signed with RSASSA-PSS, which phones for Lync cannot check.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const signed = flight?.chain.find(({ signature }) => signature === ALTERNATE);
      if (!refused || !flight || !signed) continue;
      return {
        id: 'alternate-signature',
        sentence: `"${signed.subject}", which the ${tlsServices[service]} presents, is signed with ${ALTERNATE}; Lync and its phones know sha1RSA and sha256RSA.`,
        evidence: [
          shows(flight, `"${signed.subject}" by "${signed.issuer}" is signed with ${ALTERNATE}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          'Issue the certificate anew with sha256RSA: take the alternate signature format out of the template, and AlternateSignatureAlgorithm=1 out of CAPolicy.inf.',
          'Where an issuing CA itself is signed so, renew it (certutil -renewCert) after the change, and issue the server certificates anew below it.',
        ],
        source: 'Lync Server 2013, certificate infrastructure requirements; failure catalogue T05',
      };
    }
    return undefined;
  },
};
