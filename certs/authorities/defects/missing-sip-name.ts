import { certificateOf, changed } from '../chain-description.js';
import type { Defect } from './defect.js';

export const missingSipName: Defect = {
  id: 'missing-sip-name',
  explain: 'No sip.<domain> is among the names, which strict matching asks for.',
  apply: (chain) => {
    const names = certificateOf(chain, 'leaf').dnsNames.filter((name) => !/^sip\./i.test(name));
    return changed(chain, 'leaf', { dnsNames: names });
  },
};
