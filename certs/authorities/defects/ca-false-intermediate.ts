import { certificateOf, without } from '../chain-description.js';
import type { Defect } from './defect.js';

export const caFalseIntermediate: Defect = {
  id: 'ca-false-intermediate',
  explain: 'The basic constraints of the issuing authority say that it is none.',
  needs: 'intermediate',
  apply: (chain) => {
    const issuer = certificateOf(chain, 'leaf').issuer;
    const certificates = chain.certificates.map((one) =>
      one.id === issuer ? { ...without(one, 'pathLength'), authority: false } : one,
    );
    return { ...chain, certificates };
  },
};
