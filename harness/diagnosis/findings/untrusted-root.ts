import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { tlsServiceNames, tlsServices } from '../tls-services.js';

/** Alerts that speak of something other than an unknown authority. */
const otherReasons = new Set(['certificate_expired', 'certificate_revoked', 'unsupported_certificate']);

export const untrustedRoot: FindingKind = {
  id: 'untrusted-root',
  explain: () => 'The phone does not know the root CA behind the server’s certificate and refuses TLS.',
  diagnose: (evidence) => {
    for (const service of tlsServiceNames) {
      const refused = evidence.standingRefusal(service);
      if (!refused || otherReasons.has(refused.alert ?? '')) continue;
      const flight = evidence.presentedOn(refused);
      const top = flight?.chain.at(-1);
      if (!flight || !top || flight.chain[0]?.selfSigned) continue;
      const delivered = [
        ...evidence.all('root-chain.served'),
        ...evidence.all('ldap.certificates'),
        ...evidence.all('authority-page.served'),
      ].some((served) => served.certificates.some(({ selfSigned, subject }) => selfSigned && subject === top.issuer));
      // With the root in its hands the phone had another reason.
      if (delivered) continue;
      return {
        id: 'untrusted-root',
        sentence: `The phone does not know "${top.issuer}", the CA above the certificate of the ${tlsServices[service]}, and nothing delivered it.`,
        evidence: [
          shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
          shows(refused, `the phone ${refusalWords(refused)}`),
        ],
        remedies: [
          'Update the firmware: public CAs of 2014 need CU11 (4.0.7577.4420) or later.',
          'Publish the root and the issuing CA in Active Directory (certutil -f -dspublish FILE RootCA, and SubCA for the issuing CA), then power-cycle the phone and sign in over USB.',
          'Add the chain to the certificate web service (New-CsWebTrustedCACertificate, Set-CsWebServiceConfiguration -TrustedCACerts) and keep it reachable on 80 and 443.',
          'Sign in by PIN where DHCP Option 43 is configured: the phone then downloads the root from the certificate service.',
        ],
        source: 'Lync Phone Edition and Public Certificates (2014); failure catalogue T01, T02',
      };
    }
    return undefined;
  },
};
