import { changed, pathOf } from '../chain-description.js';
import { addDays, addYears } from '../dates.js';
import type { Defect } from './defect.js';

export const expiredRoot: Defect = {
  id: 'expired-root',
  explain: 'The root ended the day before, as the GlobalSign root of the oldest phones did in January 2014.',
  needs: 'issuer',
  apply: (chain, { at }) => {
    const root = pathOf(chain).at(-1)?.id ?? 'leaf';
    return changed(chain, root, { notBefore: addYears(at, -15), notAfter: addDays(at, -1) });
  },
};
