import { added, pathOf } from '../chain-description.js';
import { addYears } from '../dates.js';
import { authority } from '../profiles/parts.js';
import type { Defect } from './defect.js';

export const surplusCertificates: Defect = {
  id: 'surplus-certificates',
  explain: 'The server also sends its root and an authority that has nothing to do with it.',
  apply: (chain, { at }) => {
    const unrelated = authority({
      id: 'unrelated',
      issuer: 'unrelated',
      subject: [
        ['O', 'Woodgrove Bank'],
        ['CN', 'Woodgrove Bank CA'],
      ],
      algorithm: 'sha256RSA',
      notBefore: addYears(at, -3),
      notAfter: addYears(at, 3),
    });
    const [leaf = 'leaf', ...others] = chain.sent;
    const root = pathOf(chain).at(-1)?.id ?? 'leaf';
    const sent = [...new Set([leaf, unrelated.id, ...others, root])];
    return { ...added(chain, unrelated), sent };
  },
};
