import { added, certificateOf, changed } from '../chain-description.js';
import { addYears } from '../dates.js';
import { authority } from '../profiles/parts.js';
import type { Defect } from './defect.js';

export const pathlenViolated: Defect = {
  id: 'pathlen-violated',
  explain:
    'Below an authority that may have no authority below it stands another, which issued the server certificate.',
  needs: 'intermediate',
  apply: (chain, { at }) => {
    const issuer = certificateOf(chain, certificateOf(chain, 'leaf').issuer);
    const second = authority({
      id: 'second-issuing',
      issuer: issuer.id,
      subject: [['CN', 'Second Issuing CA']],
      algorithm: issuer.algorithm,
      notBefore: addYears(at, -1),
      notAfter: addYears(at, 2),
    });
    const limited = changed(chain, issuer.id, { pathLength: 0 });
    const moved = changed(added(limited, second), 'leaf', { issuer: second.id });
    const [leaf = 'leaf', ...others] = chain.sent;
    return { ...moved, sent: [leaf, second.id, ...others] };
  },
};
