import { changed } from '../chain-description.js';
import { domainOf } from '../company.js';
import type { Defect } from './defect.js';
import { named } from './names.js';

export const wrongName: Defect = {
  id: 'wrong-name',
  explain: 'The server certificate is for another host of the domain.',
  apply: (chain, { subject }) => {
    const name = `other.${domainOf(subject)}`;
    return changed(named(chain, name), 'leaf', { dnsNames: [name] });
  },
};
