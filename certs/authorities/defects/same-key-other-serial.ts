import { added, certificateOf, without } from '../chain-description.js';
import { addYears } from '../dates.js';
import type { Defect } from './defect.js';

export const sameKeyOtherSerial: Defect = {
  id: 'same-key-other-serial',
  explain:
    'The issuing authority was renewed with its key: the server sends the older certificate too, before the newer.',
  needs: 'issuer',
  apply: (chain, { at }) => {
    const issuer = certificateOf(chain, certificateOf(chain, 'leaf').issuer);
    const older = {
      ...without(issuer, 'serial'),
      id: 'older-issuing',
      keyOf: issuer.id,
      notBefore: addYears(at, -6),
      notAfter: addYears(at, 1),
      ...(issuer.issuer === issuer.id ? { issuer: 'older-issuing' } : {}),
    };
    const [leaf = 'leaf', ...others] = chain.sent;
    return { ...added(chain, older), sent: [leaf, older.id, ...others] };
  },
};
