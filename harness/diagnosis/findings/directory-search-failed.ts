import { refusalWords } from '../evidence.js';
import { type FindingKind, shows } from '../finding.js';

export const directorySearchFailed: FindingKind = {
  id: 'directory-search-failed',
  explain: () => 'The domain controller could not answer the phone’s search for CA certificates.',
  diagnose: (evidence) => {
    const refused = evidence.standingRefusal('front-end');
    const search = evidence.all('ldap.search').findLast(({ base }) => base !== '');
    if (!refused || !search || /^(success|sizeLimitExceeded)$/.test(search.result)) return undefined;
    return {
      id: 'directory-search-failed',
      sentence: `The phone does not trust the Front End, and its search for CA certificates below "${search.base}" ended with ${search.result}.`,
      evidence: [
        shows(search, `${search.filter} below "${search.base}" ends with ${search.result}`),
        shows(refused, `the phone ${refusalWords(refused)}`),
      ],
      remedies: [
        'Check that the SRV records lead to domain controllers of the forest whose domain was typed: the phone searches where rootDSE sends it and follows no referral.',
        'Check that the account may read CN=Public Key Services,CN=Services,CN=Configuration of the forest.',
      ],
      source: 'inferred from the order of the sign-in; bootstrap reference, LDAP download',
    };
  },
};
