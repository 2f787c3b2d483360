import { certificateOf, changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const nameConstraints: Defect = {
  id: 'name-constraints',
  explain: 'The issuing authority may only issue for another domain.',
  needs: 'intermediate',
  apply: (chain) => changed(chain, certificateOf(chain, 'leaf').issuer, { permittedDomains: ['elsewhere.test'] }),
};
