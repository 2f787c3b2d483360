import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

export const downloadedRootRefused: FindingKind = {
  id: 'downloaded-root-refused',
  explain: () =>
    'The certificate service handed out a root of the right name, and the phone refuses the certificates below it.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const top = flight?.chain.at(-1);
      if (!refused || !flight || !top || flight.chain[0]?.selfSigned) continue;
      const served = evidence
        .all('root-chain.served')
        .findLast(
          ({ certificates, seq }) =>
            seq < refused.seq && certificates.some(({ selfSigned, subject }) => selfSigned && subject === top.issuer),
        );
      const root = served?.certificates.find(({ selfSigned, subject }) => selfSigned && subject === top.issuer);
      if (!served || !root) continue;
      return {
        id: 'downloaded-root-refused',
        sentence: `The certificate service gave the phone "${root.subject}" (${root.thumbprint}), and it refuses the ${tlsServices[service]} below a root of that name all the same.`,
        evidence: [
          shows(served, `gave "${root.subject}", thumbprint ${root.thumbprint}, over ${served.over}`),
          shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          'Compare the thumbprint with that of the root in use: the same name with another key is another root. Take the stale one out of TrustedCACerts, of the Front End’s own store and of Active Directory.',
          'Reset the phone afterwards: what it has downloaded it keeps.',
        ],
        source: 'Lync Phone Edition and Public Certificates (2014), comments; failure catalogue T09',
      };
    }
    return undefined;
  },
};
