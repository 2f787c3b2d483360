import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const noEku: Defect = {
  id: 'no-eku',
  explain: 'The server certificate names no purpose at all.',
  apply: (chain) => changed(chain, 'leaf', { extendedKeyUsages: [] }),
};
