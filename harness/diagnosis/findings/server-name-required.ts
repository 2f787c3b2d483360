import { serverRefusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

export const serverNameRequired: FindingKind = {
  id: 'server-name-required',
  explain: () => 'The server demands the name of the host in the TLS hello (SNI), which the phone does not send.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.refusedByServer(service, 'server-name-missing');
      const hello = refused && evidence.helloOn(refused);
      if (!refused || !hello || hello.serverName !== undefined) continue;
      const place = tlsServices[service];
      return {
        id: 'server-name-required',
        sentence: `Hellos to the ${place} must name a server (SNI), and the phone's names none.`,
        evidence: [
          shows(hello, `the phone's hello has ${hello.extensions.join(', ') || 'no extensions'}, no server_name`),
          shows(refused, `the ${place} ${serverRefusalWords(refused)}, before any certificate was shown`),
        ],
        remedies: [
          'Give the port a default certificate that is shown to clients without SNI (IIS: a binding without “Require Server Name Indication”; load balancers: a default SSL profile).',
          'Bind the names the phones use to an address of their own, so that no name is needed to choose the certificate.',
        ],
        source: 'RFC 6066 3; Lync Phone Edition TLS limitations (2016), on SNI',
      };
    }
    return undefined;
  },
};
