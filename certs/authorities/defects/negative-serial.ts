import { randomBytes } from 'node:crypto';
import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const negativeSerial: Defect = {
  id: 'negative-serial',
  explain: 'The serial number of the server certificate is negative, as old authorities wrote.',
  apply: (chain) => changed(chain, 'leaf', { serial: `9c${randomBytes(15).toString('hex')}` }),
};
