import { serverRefusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { named, tlsServiceNames, tlsServices } from '../tls-services.js';

/** What SChannel calls the cipher of a suite, the least bad first: the order in which to enable them. */
const ciphers: readonly { readonly suite: RegExp; readonly enable: string }[] = [
  { suite: /_AES_(128|256)_CBC_SHA$/, enable: 'AES with RSA key exchange (TLS_RSA_WITH_AES_128_CBC_SHA)' },
  { suite: /_3DES_EDE_CBC_/, enable: '3DES (TLS_RSA_WITH_3DES_EDE_CBC_SHA; SChannel, Ciphers\\Triple DES 168)' },
  { suite: /_RC4_128_/, enable: 'RC4 (TLS_RSA_WITH_RC4_128_SHA; SChannel, Ciphers\\RC4 128/128)' },
];

export const noCommonCipher: FindingKind = {
  id: 'no-common-cipher',
  explain: () =>
    'The server serves none of the cipher suites the phone offers, often because RC4 and 3DES are disabled.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.refusedByServer(service, 'no-common-suite');
      const hello = refused && evidence.helloOn(refused);
      if (!refused || !hello) continue;
      const place = tlsServices[service];
      const offered = refused.offered ?? hello.suites;
      const served = refused.served && `enabled there: ${named(refused.served)}`;
      return {
        id: 'no-common-cipher',
        sentence: `The phone and the ${place} share no cipher suite: the phone offers ${named(offered)}${served ? `; ${served}` : ''}.`,
        evidence: [
          shows(hello, `the phone's hello (${named(hello.versions)}) offers ${named(offered)}`),
          shows(refused, `the ${place} ${serverRefusalWords(refused)}${served ? `; ${served}` : ''}`),
        ],
        remedies: remedies(offered, refused.served ?? []),
        source:
          'RFC 2246 7.4.1.3; Lync Phone Edition TLS limitations (2016), note on the retirement of 3DES; Disable TLS 1.0/1.1 in Skype for Business Server',
      };
    }
    return undefined;
  },
};

function remedies(offered: readonly string[], served: readonly string[]): string[] {
  const enable = ciphers.find(({ suite }) => offered.some((name) => suite.test(name)))?.enable;
  const cures = [
    `Enable ${enable ?? `one of ${offered.join(', ')}`} on the server, where a hardening policy (SSL Cipher Suite Order, SChannel Ciphers) or its operator removed it.`,
    'Where a load balancer or reverse proxy ends TLS in front of the server, allow the suite in its profile as well.',
    'Where such suites must stay off, replace these phones by models with newer suites.',
  ];
  // Suites with RSA key exchange need an RSA key; those of TLS 1.3 do not say which key they use.
  const ecdsaOnly = served.some((name) => name.includes('_ECDSA_')) && !served.some((name) => name.includes('_RSA_'));
  if (ecdsaOnly)
    cures.unshift('Give the server a certificate with an RSA key: with an ECDSA key no suite of the phone works.');
  return cures;
}
