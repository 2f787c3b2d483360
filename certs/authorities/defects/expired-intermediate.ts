import { certificateOf, changed } from '../chain-description.js';
import { addDays, addYears } from '../dates.js';
import type { Defect } from './defect.js';

export const expiredIntermediate: Defect = {
  id: 'expired-intermediate',
  explain: 'The authority that issued the server certificate ended the day before.',
  needs: 'intermediate',
  apply: (chain, { at }) =>
    changed(chain, certificateOf(chain, 'leaf').issuer, { notBefore: addYears(at, -5), notAfter: addDays(at, -1) }),
};
