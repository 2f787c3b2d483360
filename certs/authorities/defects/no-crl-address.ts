import { without } from '../chain-description.js';
import type { Defect } from './defect.js';

export const noCrlAddress: Defect = {
  id: 'no-crl-address',
  explain: 'The server certificate names no revocation list, which Lync requires of it.',
  apply: (chain) => ({
    ...chain,
    certificates: chain.certificates.map((one) => (one.id === 'leaf' ? without(one, 'crl') : one)),
  }),
};
