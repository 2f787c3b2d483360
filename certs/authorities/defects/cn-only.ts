import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const cnOnly: Defect = {
  id: 'cn-only',
  explain: 'The server certificate has a common name and no subjectAltName.',
  apply: (chain) => changed(chain, 'leaf', { dnsNames: [] }),
};
