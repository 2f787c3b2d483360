import type { FindingKind } from '../finding.js';
import {
  authorityAbove,
  chainsGiven,
  holds,
  otherAuthority,
  pkiWords,
  replacedCertificate,
  replacedEvidence,
} from '../replaced.js';

export const authorityReplaced: FindingKind = {
  id: 'authority-replaced',
  afterSignIn: 'alone',
  explain: () =>
    'The pool moved to another PKI while the phone was signed in, and the phone knows the former root alone.',
  diagnose: (evidence) => {
    const replaced = replacedCertificate(evidence);
    if (!replaced || !otherAuthority(replaced.before, replaced.now)) return undefined;
    const { before, now } = replaced;
    // With the new root in its hands the phone had another reason.
    if (chainsGiven(evidence).some(({ certificates }) => holds(certificates, authorityAbove(now)))) return undefined;
    return {
      id: 'authority-replaced',
      sentence: `The Front End moved from the PKI of "${authorityAbove(before)}" (${pkiWords(before)}) to that of "${authorityAbove(now)}" (${pkiWords(now)}), which nobody gave the phone.`,
      evidence: replacedEvidence(replaced),
      remedies: [
        'Before the swap: publish the new root and issuing CA in Active Directory (certutil -f -dspublish FILE RootCA, and SubCA) and add them to TrustedCACerts (Set-CsWebServiceConfiguration), and have the phones sign in once more.',
        'Now: publish them all the same, and have every phone sign in anew; whoever does not come back is reset, for a phone loads a chain at first contact.',
        'Or assign a certificate of the former CA again (Set-CsCertificate) until the phones know the new one.',
      ],
      source: 'catapultsystems.com 2018 (1500 phones); failure catalogue T11; T01, T02 as its first day',
    };
  },
};
