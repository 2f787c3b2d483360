import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const noKeyEncipherment: Defect = {
  id: 'no-key-encipherment',
  explain: 'The key of the server certificate may sign but not decipher, which RSA key exchange needs.',
  apply: (chain) => changed(chain, 'leaf', { keyUsages: ['digitalSignature'] }),
};
