import { added, certificateOf, without } from '../chain-description.js';
import type { Defect } from './defect.js';

export const sameSubjectOtherKey: Defect = {
  id: 'same-subject-other-key',
  explain: 'Before the true issuing authority the server sends one of the same name with another key.',
  needs: 'issuer',
  apply: (chain) => {
    const issuer = certificateOf(chain, certificateOf(chain, 'leaf').issuer);
    const ofItsOwn = without(without(issuer, 'serial'), 'keyOf');
    const impostor = { ...ofItsOwn, id: 'impostor', ...(issuer.issuer === issuer.id ? { issuer: 'impostor' } : {}) };
    const [leaf = 'leaf', ...others] = chain.sent;
    return { ...added(chain, impostor), sent: [leaf, impostor.id, ...others] };
  },
};
