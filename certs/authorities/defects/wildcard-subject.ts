import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';
import { named, wildcardOf } from './names.js';

export const wildcardSubject: Defect = {
  id: 'wildcard-subject',
  explain: 'The server certificate is for *.<domain>, in its subject and its only name; Lync never supported that.',
  apply: (chain, { subject }) => {
    const name = wildcardOf(subject);
    return changed(named(chain, name), 'leaf', { dnsNames: [name] });
  },
};
