import type { Service } from '../../journal/index.js';
import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

const services: readonly Service[] = ['ldap', 'global-catalog', 'ldaps', 'global-catalog-ldaps'];

export const domainControllerUnreachable: FindingKind = {
  id: 'domain-controller-unreachable',
  explain: () => 'DNS named a domain controller, from which no answer the phone could use came: it delivered no root.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const located = evidence
      .all('dns.answer')
      .findLast(({ answers, name }) => /^_ldap\._tcp\./i.test(name) && answers.length > 0);
    if (!refused || !located || evidence.all('ldap.certificates').length > 0) return undefined;
    const search = evidence.all('ldap.search').findLast(({ base }) => base !== '');
    // What was answered and of no use has a finding of its own.
    if (search && (search.result !== 'success' || search.entries === 0)) return undefined;
    // Whoever goes on to look for the page of a CA has read the answer before.
    if (search && /pKIEnrollmentService/i.test(search.filter)) return undefined;
    // A bind that was answered has a finding of its own.
    if (evidence.all('ldap.bind').some(({ result }) => !/^(success|saslBindInProgress)$/.test(result)))
      return undefined;
    const opened = evidence.all('connection.opened').findLast(({ service }) => services.includes(service));
    return {
      id: 'domain-controller-unreachable',
      sentence: `The phone does not trust the Front End, and the domain controller DNS named (${located.answers.join(', ')}) gave it no answer it could use.`,
      evidence: [
        shows(located, `DNS answered ${located.name}: ${located.answers.join(', ')}`),
        ...(search ? [shows(search, 'the search was answered too late, or with more than the phone takes')] : []),
        ...(opened && !search ? [shows(opened, 'the phone connected, and was not served')] : []),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Open TCP 389 (and 3268) between the phones’ network and the domain controllers, or remove the records of those that are gone.',
        'A CX700 with firmware 4.0.7577.4494 is known to fail here; 4.0.7577.4066 fetched certificates.',
        'Where that is not wanted, deliver the root another way: firmware, or one sign-in by PIN.',
      ],
      source: 'inferred from the order of the sign-in; bootstrap reference, LDAP download',
    };
  },
};
