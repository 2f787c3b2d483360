import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const directorySigningRequired: FindingKind = {
  id: 'directory-signing-required',
  explain: () => 'The domain controller requires LDAP signing, which the phone does not do, so it delivered no root.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const bind = evidence.last('ldap.bind');
    if (!refused || bind?.result !== 'strongerAuthRequired') return undefined;
    return {
      id: 'directory-signing-required',
      sentence:
        'The phone does not trust the Front End, and the domain controller refused its bind because it would not be signed.',
      evidence: [
        shows(bind, `the bind by ${bind.method} ends with ${bind.result}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Set "Domain controller: LDAP server signing requirements" to None on a domain controller that the phones reach.',
        'Otherwise deliver the root another way: firmware, the certificate web service, or one sign-in by PIN.',
      ],
      source: 'inferred: phones of that time sign no LDAP; Windows Server security policy',
    };
  },
};
