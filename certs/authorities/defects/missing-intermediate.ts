import { certificateOf } from '../chain-description.js';
import type { Defect } from './defect.js';

export const missingIntermediate: Defect = {
  id: 'missing-intermediate',
  explain: 'The server does not send the authority that issued its certificate.',
  needs: 'intermediate',
  apply: (chain) => {
    const { issuer } = certificateOf(chain, 'leaf');
    return { ...chain, sent: chain.sent.filter((id) => id !== issuer) };
  },
};
