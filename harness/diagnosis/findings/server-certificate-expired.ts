import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

export const serverCertificateExpired: FindingKind = {
  id: 'server-certificate-expired',
  explain: () => 'A certificate that the server presents is not valid on the day.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const over = flight?.chain.find(
        ({ notAfter, notBefore }) =>
          Date.parse(notAfter) < Date.parse(flight.time) || Date.parse(notBefore) > Date.parse(flight.time),
      );
      if (!refused || !flight || !over) continue;
      const early = Date.parse(over.notBefore) > Date.parse(flight.time);
      return {
        id: 'server-certificate-expired',
        sentence: `The ${tlsServices[service]} presents "${over.subject}", which ${early ? `is valid from ${over.notBefore.slice(0, 10)} on` : `ended on ${over.notAfter.slice(0, 10)}`}.`,
        evidence: [
          shows(flight, `"${over.subject}" is valid from ${over.notBefore} to ${over.notAfter}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          'Renew the certificate and assign it on every server of the pool (Set-CsCertificate); one that was forgotten fails for some connections alone.',
          'Check the date of the servers before anything is renewed.',
        ],
        source: 'RFC 5280 4.1.2.5',
      };
    }
    return undefined;
  },
};
