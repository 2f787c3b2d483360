import { added, certificateOf, pathOf } from '../chain-description.js';
import { addYears } from '../dates.js';
import { authority } from '../profiles/parts.js';
import type { Defect } from './defect.js';

export const crossSignedRoot: Defect = {
  id: 'cross-signed-root',
  explain:
    "An older root has signed the root's name and key, and the server sends that certificate instead of ending below the root.",
  needs: 'issuer',
  apply: (chain, { at }) => {
    const root = pathOf(chain).at(-1) ?? certificateOf(chain, 'leaf');
    const older = authority({
      id: 'older-root',
      issuer: 'older-root',
      subject: [
        ['O', 'Fabrikam Trust'],
        ['CN', 'Fabrikam Global Root CA'],
      ],
      algorithm: 'sha1RSA',
      notBefore: addYears(at, -15),
      notAfter: addYears(at, 15),
    });
    const cross = authority({
      id: 'cross',
      issuer: older.id,
      subject: root.subject,
      key: root.key,
      keyOf: root.id,
      algorithm: 'sha256RSA',
      notBefore: addYears(at, -3),
      notAfter: addYears(at, 3),
    });
    return { ...added(added(chain, cross), older), sent: [...chain.sent, cross.id] };
  },
};
