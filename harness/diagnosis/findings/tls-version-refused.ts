import type { JournalEvent } from '../../journal/index.js';
import { serverRefusalWords } from '../evidence.js';
import { type Finding, type FindingKind, shows } from '../finding.js';
import { named, tlsServiceNames, tlsServices } from '../tls-services.js';

export const tlsVersionRefused: FindingKind = {
  id: 'tls-version-refused',
  explain: () =>
    'The server and the phone share no TLS version, most often because the oldest was disabled on the server.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.refusedByServer(service, 'version-too-old', 'version-too-new');
      const hello = refused && evidence.helloOn(refused);
      if (!refused || !hello) continue;
      const place = tlsServices[service];
      const served = refused.served && `enabled there: ${named(refused.served)}`;
      return {
        id: 'tls-version-refused',
        sentence: `The phone and the ${place} share no TLS version: the phone offers ${named(hello.versions)}${served ? `; ${served}` : ''}.`,
        evidence: [
          shows(hello, `the phone's hello offers ${named(hello.versions)}`),
          shows(
            refused,
            `the ${place} ${serverRefusalWords(refused)} before any certificate was shown${served ? `; ${served}` : ''}`,
          ),
        ],
        ...cure(refused),
      };
    }
    return undefined;
  },
};

function cure(refused: JournalEvent<'tls.refused'>): Pick<Finding, 'remedies' | 'source'> {
  if (refused.reason === 'version-too-new') {
    return {
      remedies: [
        'Enable the newer TLS version on the server (TLS 1.2: SChannel, Protocols\\TLS 1.2\\Server, Enabled = 1), or lower the oldest version the phone is configured to accept.',
      ],
      source: 'RFC 5246 7.4.1.2, 7.2.2 (protocol_version)',
    };
  }
  return {
    remedies: [
      'Leave TLS 1.0 enabled on the servers these phones use (SChannel, Protocols\\TLS 1.0\\Server: Enabled = 1, DisabledByDefault = 0; restart): no firmware of Lync Phone Edition speaks anything newer.',
      'Where TLS 1.0 must go, replace these phones by models whose firmware speaks TLS 1.2; Lync Phone Edition is out of scope of servers with TLS 1.0 disabled.',
      'Check a load balancer or reverse proxy in front as well: its own TLS policy answers before the server does.',
    ],
    source:
      'Disable TLS 1.0/1.1 in Skype for Business Server (Lync Phone Edition out of scope); Lync Phone Edition TLS limitations (2016); failure catalogue, end of TLS 1.0',
  };
}
