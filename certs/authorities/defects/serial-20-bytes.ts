import { randomBytes } from 'node:crypto';
import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const serial20Bytes: Defect = {
  id: 'serial-20-bytes',
  explain: 'The serial number of the server certificate has 20 octets, the most allowed.',
  apply: (chain) => changed(chain, 'leaf', { serial: `5d${randomBytes(19).toString('hex')}` }),
};
