import { changed } from '../chain-description.js';
import type { Defect } from './defect.js';
import { wildcardOf } from './names.js';

export const wildcardSan: Defect = {
  id: 'wildcard-san',
  explain: 'The subject is the host, and a wildcard stands for every other name.',
  apply: (chain, { subject }) => changed(chain, 'leaf', { dnsNames: [subject, wildcardOf(subject)] }),
};
