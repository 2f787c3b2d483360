import { changed } from '../chain-description.js';
import { addDays, addYears } from '../dates.js';
import type { Defect } from './defect.js';

export const expired: Defect = {
  id: 'expired',
  explain: 'The server certificate ended the day before.',
  apply: (chain, { at }) => changed(chain, 'leaf', { notBefore: addYears(at, -2), notAfter: addDays(at, -1) }),
};
