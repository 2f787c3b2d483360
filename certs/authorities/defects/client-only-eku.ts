import { changed, clientAuth } from '../chain-description.js';
import type { Defect } from './defect.js';

export const clientOnlyEku: Defect = {
  id: 'client-only-eku',
  explain: 'The server certificate is for client authentication only.',
  apply: (chain) => changed(chain, 'leaf', { extendedKeyUsages: [clientAuth] }),
};
