import { certificateOf, changed } from '../chain-description.js';
import { domainOf } from '../company.js';
import type { Defect } from './defect.js';

const HUGE = 1000;

export const hugeSan: Defect = {
  id: 'huge-san',
  explain: 'The server certificate has a thousand names.',
  apply: (chain, { subject }) => {
    const { dnsNames } = certificateOf(chain, 'leaf');
    const domain = domainOf(subject);
    const more = Array.from({ length: HUGE }, (_, index) => `host-${index + 1}.${domain}`);
    return changed(chain, 'leaf', { dnsNames: [...dnsNames, ...more].slice(0, HUGE) });
  },
};
