import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const certificateReplaced: FindingKind = {
  id: 'certificate-replaced',
  afterSignIn: 'alone',
  explain: () =>
    'The phone was signed in; then the Front End presented another certificate, and the phone refuses that one.',
  diagnose: (evidence) => {
    const signedIn = evidence.last('front-end.signed-in');
    const refused = evidence.standingRefusal('front-end');
    const flight = refused && evidence.presentedOn(refused);
    const [leaf] = flight?.chain ?? [];
    if (!signedIn || !refused || !flight || !leaf || refused.seq < signedIn.seq) return undefined;
    const earlier = evidence.lastPresented('front-end', signedIn.seq);
    const [before] = earlier?.chain ?? [];
    if (!earlier || !before || before.thumbprint === leaf.thumbprint) return undefined;
    return {
      id: 'certificate-replaced',
      sentence: `The phone was signed in while the Front End presented a certificate by "${before.issuer}", and refuses the one by "${leaf.issuer}" that is presented now.`,
      evidence: [
        shows(earlier, `the Front End presented "${before.subject}" by "${before.issuer}"`),
        shows(signedIn, `the phone signed in as ${signedIn.user}`),
        shows(flight, `the Front End presented "${leaf.subject}" by "${leaf.issuer}"`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Before a pool certificate of another CA is assigned, publish that CA in Active Directory and add it to TrustedCACerts, and let the phones fetch it: they do so when they sign in.',
        'Now: publish the new root (certutil -f -dspublish FILE RootCA, SubCA for the issuing CA), then restart the phones and sign in over USB; or sign in by PIN, which downloads the chain.',
        'Or assign a certificate of the former CA again (Set-CsCertificate) until the phones know the new one.',
      ],
      source: 'failure catalogue T01, T02; Lync Phone Edition and Public Certificates (2014)',
    };
  },
};
