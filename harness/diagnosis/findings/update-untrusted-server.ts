import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const updateUntrustedServer: FindingKind = {
  id: 'update-untrusted-server',
  afterSignIn: 'alone',
  explain: () => 'The phone is signed in, but does not trust the update service: it can never fetch newer firmware.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('web');
    const flight = refused && evidence.presentedOn(refused);
    const [leaf] = flight?.chain ?? [];
    if (!refused || !flight || !leaf) return undefined;
    // Whoever asked over http was served all the same.
    if (evidence.all('device-update.check').length > 0) return undefined;
    const looked = evidence.all('dns.query').find(({ name }) => name.toLowerCase().startsWith('ucupdates'));
    if (!looked) return undefined;
    return {
      id: 'update-untrusted-server',
      sentence: `The phone does not trust the web services, "${leaf.subject}" by "${leaf.issuer}", and so cannot ask them for firmware.`,
      evidence: [
        shows(looked, `the phone looked for ${looked.name}`),
        shows(flight, `presented ${flight.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Install the vendor’s package with the newer firmware by hand: a phone that trusts no server cannot update itself.',
        'Publish the root and the issuing CA in Active Directory (certutil -f -dspublish FILE RootCA, and SubCA), then power-cycle the phone and sign in over USB.',
        'Sign in by PIN where DHCP Option 43 is configured: the phone then downloads the root from the certificate service.',
        'Give the web services a certificate of the authority the phone trusts, with ucupdates-r2.<SIP domain> in it.',
      ],
      source: 'Lync Phone Edition and Public Certificates (2014), device updates; msxfaq, lyncdeviceupdate',
    };
  },
};
