import { pathOf } from '../chain-description.js';
import type { Defect } from './defect.js';

export const reversedChain: Defect = {
  id: 'reversed-chain',
  explain: 'After its certificate the server sends the root first and the issuing authority last.',
  needs: 'intermediate',
  apply: (chain) => {
    const above = pathOf(chain)
      .slice(1)
      .map(({ id }) => id);
    const others = chain.sent.filter((id) => id !== 'leaf' && !above.includes(id));
    return { ...chain, sent: ['leaf', ...above.toReversed(), ...others] };
  },
};
