import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const directoryBindRefused: FindingKind = {
  id: 'directory-bind-refused',
  explain: () => 'The domain controller refused the credentials of the phone, so it delivered no root.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const bind = evidence.last('ldap.bind');
    if (!refused || !bind || /^(success|saslBindInProgress|strongerAuthRequired)$/.test(bind.result)) return undefined;
    const who = [bind.domain, bind.user].filter((part) => part !== undefined && part !== '').join('\\');
    const why = bind.problem === undefined ? '' : ` (${bind.problem})`;
    return {
      id: 'directory-bind-refused',
      sentence: `The phone does not trust the Front End, and the domain controller refused its bind${who === '' ? '' : ` as ${who}`} with ${bind.result}${why}.`,
      evidence: [
        shows(bind, `the bind by ${bind.method} ends with ${bind.result}${why}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Check user name, domain and password as they were typed, and whether the account is disabled or locked.',
        'Type the DNS name of the domain before the user name (contoso.com\\user).',
      ],
      source: 'Lync Phone Edition and Public Certificates (2014), tips; failure catalogue T23',
    };
  },
};
