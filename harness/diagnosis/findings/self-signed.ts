import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

export const selfSigned: FindingKind = {
  id: 'self-signed',
  explain: () => 'The server presents a self-signed certificate, and the phone refuses it.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const leaf = flight?.chain[0];
      if (!refused || !flight || !leaf?.selfSigned) continue;
      return {
        id: 'self-signed',
        sentence: `The certificate "${leaf.subject}" on the ${tlsServices[service]} is self-signed; no authority stands behind it, so the phone refused it.`,
        evidence: [
          shows(flight, `presented ${leaf.subject}, issued by itself, thumbprint ${leaf.thumbprint}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          'Request a certificate from the enterprise CA or a public CA the phone knows, and assign it with Set-CsCertificate for the Default, WebServicesInternal and WebServicesExternal uses.',
        ],
        source: 'Lync Server 2013, certificate requirements for internal servers',
      };
    }
    return undefined;
  },
};
