import type { FindingKind } from '../finding.js';
import { replacedCertificate, replacedEvidence } from '../replaced.js';

export const certificateReplaced: FindingKind = {
  id: 'certificate-replaced',
  afterSignIn: 'alone',
  explain: () =>
    'The phone was signed in; then the Front End presented another certificate, and the phone refuses that one.',
  diagnose: (evidence) => {
    const replaced = replacedCertificate(evidence);
    const [leaf, former] = [replaced?.now.chain[0], replaced?.before.chain[0]];
    if (!replaced || !leaf || !former) return undefined;
    return {
      id: 'certificate-replaced',
      sentence: `The phone was signed in while the Front End presented a certificate by "${former.issuer}", and refuses the one by "${leaf.issuer}" that is presented now.`,
      evidence: replacedEvidence(replaced),
      remedies: [
        'Before a pool certificate of another CA is assigned, publish that CA in Active Directory and add it to TrustedCACerts, and let the phones fetch it: they do so when they sign in.',
        'Now: publish the new root (certutil -f -dspublish FILE RootCA, SubCA for the issuing CA), then restart the phones and sign in over USB; or sign in by PIN, which downloads the chain.',
        'Or assign a certificate of the former CA again (Set-CsCertificate) until the phones know the new one.',
      ],
      source: 'failure catalogue T01, T02; Lync Phone Edition and Public Certificates (2014)',
    };
  },
};
