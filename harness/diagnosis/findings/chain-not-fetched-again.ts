import { type Evidence, refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';
import { authorityAbove, chainsGiven, holds, otherAuthority, type Replaced, replacedCertificate } from '../replaced.js';

const givers = {
  'root-chain.served': 'The certificate service',
  'ldap.certificates': 'Active Directory',
  'authority-page.served': 'The web page of the CA',
} as const;

export const chainNotFetchedAgain: FindingKind = {
  id: 'chain-not-fetched-again',
  afterSignIn: 'alone',
  explain: () =>
    'The phone was restarted after the pool had moved to another PKI, and keeps to the root chain of its first contact.',
  diagnose: (evidence) => {
    const replaced = replacedCertificate(evidence);
    if (!replaced || !otherAuthority(replaced.before, replaced.now)) return undefined;
    const { now, refused, signedIn } = replaced;
    const first = chainsGiven(evidence).findLast(({ seq }) => seq < signedIn.seq);
    const restart = restarted(evidence, replaced);
    if (!first || !restart || holds(first.certificates, authorityAbove(now)) || askedAgain(evidence, restart.seq)) {
      return undefined;
    }
    const from = givers[first.type];
    return {
      id: 'chain-not-fetched-again',
      sentence: `The phone was restarted and did not ask for a root chain again: it keeps the one it was given before it first signed in, and "${authorityAbove(now)}" is not in it.`,
      evidence: [
        shows(first, `${from} gave ${first.certificates.map(({ subject }) => `"${subject}"`).join(', ')}`),
        shows(signedIn, `the phone signed in as ${signedIn.user}`),
        shows(restart, 'it asked DHCP anew, as after power-on, and for no root chain afterwards'),
        shows(now, `presented ${now.chain.map(({ subject }) => `"${subject}"`).join(' below ')}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Reset the phone: a power cycle alone keeps the chain, and with it the refusal, however right the server is.',
        'Before that, see that the new root and issuing CA are in TrustedCACerts (Set-CsWebServiceConfiguration) and in Active Directory, so that the phone loads them then.',
      ],
      source: 'msxfaq, lyncdeviceupdate; failure catalogue T17',
    };
  },
};

/** A signed-in phone asks DHCP for its options again where it looks for a registrar; with Option 43 or 120 it is no boot. */
const serverOptions = [43, 120];

function restarted(evidence: Evidence, { refused, signedIn }: Replaced) {
  return evidence
    .all('dhcp.request')
    .findLast(
      ({ asked, message, seq }) =>
        seq > signedIn.seq &&
        seq < refused.seq &&
        /INFORM|DISCOVER/.test(message) &&
        !asked.some((option) => serverOptions.includes(option)),
    );
}

function askedAgain(evidence: Evidence, since: number): boolean {
  return [...chainsGiven(evidence), ...evidence.all('root-chain.refused'), ...evidence.all('ldap.search')].some(
    ({ seq }) => seq > since,
  );
}
