import type { JournalEvent } from '../../journal/index.js';
import { type Evidence, refusalWords } from '../evidence.js';
import { type Finding, type FindingKind, shows } from '../finding.js';

const PATH = /^\/certsrv\/certnew\.p7b$/i;
const FILTER = /pKIEnrollmentService/i;

export const authorityPageFailed: FindingKind = {
  id: 'authority-page-failed',
  explain: () =>
    'Active Directory shows no CA certificate, and the web page of the CA, where the phone goes then, gave none.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const told = evidence.all('ldap.search').findLast(({ entries, filter }) => entries > 0 && FILTER.test(filter));
    if (!refused || !told || evidence.all('authority-page.served').length > 0) return undefined;
    const answer = evidence.all('web.response').findLast(({ path, seq }) => PATH.test(path) && seq > told.seq);
    const { proof, sentence } = answer ? answered(evidence, answer) : neverCame(evidence, told);
    return {
      id: 'authority-page-failed',
      sentence: `The phone does not trust the Front End; Active Directory shows it no CA certificate, and ${sentence}.`,
      evidence: [
        shows(told, `${told.filter} finds a CA to ask`),
        ...proof,
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Publish the root and the issuing CA in Active Directory (certutil -f -dspublish FILE RootCA, and SubCA for the issuing CA): then no phone needs the page.',
        'Let the phone’s user read http://CA/certsrv/ on port 80: the role Certification Authority Web Enrollment installed, Windows authentication on, no SSL required, and read permission for Authenticated Users.',
        'Check that the phones’ DNS has the name in dNSHostName of the CA’s object below CN=Enrollment Services.',
      ],
      source:
        'theucguy.wordpress.com (phones need rights on the web pages of the CA); bootstrap reference, LDAP download',
    };
  },
};

interface Part {
  readonly sentence: string;
  readonly proof: Finding['evidence'];
}

function answered(evidence: Evidence, answer: JournalEvent<'web.response'>): Part {
  const refusal = evidence.all('authority-page.refused').findLast(({ seq }) => seq <= answer.seq + 1);
  if (!refusal) {
    const sentence = `the web page of the CA answered ${answer.status}${answer.status === 401 ? ', which the phone did not go on from' : ''}`;
    return { sentence, proof: [shows(answer, `${answer.path} answered ${answer.status}`)] };
  }
  const whom = refusal.account === undefined ? '' : ` to ${refusal.account}`;
  return {
    sentence: `the web page of the CA refused its chain${whom} with ${refusal.status} (${refusal.reason})`,
    proof: [shows(refusal, `answered ${refusal.status}: ${refusal.reason}`)],
  };
}

/** The name is in no event of the directory; a name without an address that was asked for next is likely it. */
function neverCame(evidence: Evidence, told: JournalEvent<'ldap.search'>): Part {
  const nameless = evidence
    .all('dns.answer')
    .find(({ answers, recordType, seq }) => seq > told.seq && recordType === 'A' && answers.length === 0);
  return {
    sentence: nameless
      ? `the CA it names has no address: DNS has no ${nameless.name}`
      : 'no request for the web page of the CA it names came',
    proof: nameless ? [shows(nameless, `${nameless.name} A: ${nameless.code}`)] : [],
  };
}
