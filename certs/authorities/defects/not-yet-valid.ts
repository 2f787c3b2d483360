import { changed } from '../chain-description.js';
import { addDays, addYears } from '../dates.js';
import type { Defect } from './defect.js';

export const notYetValid: Defect = {
  id: 'not-yet-valid',
  explain: 'The server certificate begins the day after.',
  apply: (chain, { at }) => changed(chain, 'leaf', { notBefore: addDays(at, 1), notAfter: addYears(at, 2) }),
};
