import { trustStore } from '../../../certs/trust/index.js';
import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

export const builtInRootExpired: FindingKind = {
  id: 'built-in-root-expired',
  explain: () => 'The public root above the server’s certificate is built into phones, and has expired there.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      const flight = refused && evidence.presentedOn(refused);
      const top = flight?.chain.at(-1);
      if (!refused || !flight || !top || refused.alert === 'unknown_ca') continue;
      const roots = trustStore().roots.filter(({ subject }) => subject === top.issuer);
      const expired = roots.find(({ notAfter }) => Date.parse(notAfter) < Date.parse(flight.time));
      if (!expired) continue;
      const newer = roots.find(({ notAfter }) => Date.parse(notAfter) >= Date.parse(flight.time));
      return {
        id: 'built-in-root-expired',
        sentence: `The root "${expired.name}", which phones have built in since ${expired.addedIn}, ended on ${expired.notAfter.slice(0, 10)}, and the certificate of the ${tlsServices[service]} rests on it.`,
        evidence: [
          shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          ...(newer === undefined
            ? []
            : [
                `Update the firmware to ${newer.addedIn} or later: it has the root that was issued anew under the same name.`,
              ]),
          'Hand out a root that lasts: add the chain to the certificate web service (New-CsWebTrustedCACertificate), keep it reachable on 80 and 443, and sign in by PIN.',
          'Or publish it in Active Directory (certutil -f -dspublish FILE RootCA) and sign in over USB.',
          'Have the server certificate issued anew below a root the phones have and that lasts: mock-lync trust list.',
        ],
        source: 'Lync Phone Edition and Public Certificates (2014), comments; failure catalogue T02, T20',
      };
    }
    return undefined;
  },
};
