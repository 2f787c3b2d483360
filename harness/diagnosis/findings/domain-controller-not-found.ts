import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const domainControllerNotFound: FindingKind = {
  id: 'domain-controller-not-found',
  explain: () => 'DNS led the phone to no domain controller, so nothing could deliver the root the Front End needs.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const asked = evidence.all('dns.answer').filter(({ name }) => /^_ldap\._tcp\./i.test(name));
    const [first] = asked;
    if (!refused || !first || asked.some(({ answers }) => answers.length > 0)) return undefined;
    const last = asked.at(-1) ?? first;
    return {
      id: 'domain-controller-not-found',
      sentence: `The phone does not trust the Front End, and found no domain controller to fetch the root from: DNS has no ${first.name}.`,
      evidence: [
        shows(first, `${first.name} ${first.recordType}: ${first.code}`),
        ...(last === first ? [] : [shows(last, `${last.name} ${last.recordType}: ${last.code}`)]),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Type the DNS name of the domain before the user name (contoso.com\\user), not the NetBIOS name.',
        'Let the DNS servers of the phones’ network resolve the zone of Active Directory (_ldap._tcp.dc._msdcs and its neighbours).',
        'Where the phones must not reach a domain controller, deliver the root another way: firmware, or one sign-in by PIN.',
      ],
      source: 'Lync Phone Edition and Public Certificates (2014), tips; failure catalogue T23',
    };
  },
};
