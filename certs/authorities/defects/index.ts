import { caFalseIntermediate } from './ca-false-intermediate.js';
import { clientOnlyEku } from './client-only-eku.js';
import { cnOnly } from './cn-only.js';
import { crossSignedRoot } from './cross-signed-root.js';
import type { Defect } from './defect.js';
import { expired } from './expired.js';
import { expiredIntermediate } from './expired-intermediate.js';
import { expiredRoot } from './expired-root.js';
import { hugeSan } from './huge-san.js';
import { keySizes } from './key-sizes.js';
import { missingIntermediate } from './missing-intermediate.js';
import { missingSipName } from './missing-sip-name.js';
import { nameConstraints } from './name-constraints.js';
import { negativeSerial } from './negative-serial.js';
import { noCrlAddress } from './no-crl-address.js';
import { noEku } from './no-eku.js';
import { noKeyEncipherment } from './no-key-encipherment.js';
import { notYetValid } from './not-yet-valid.js';
import { pathlenViolated } from './pathlen-violated.js';
import { reversedChain } from './reversed-chain.js';
import { sameKeyOtherSerial } from './same-key-other-serial.js';
import { sameSubjectOtherKey } from './same-subject-other-key.js';
import { serial20Bytes } from './serial-20-bytes.js';
import { signatures } from './signatures.js';
import { surplusCertificates } from './surplus-certificates.js';
import { wildcardSan } from './wildcard-san.js';
import { wildcardSubject } from './wildcard-subject.js';
import { wrongName } from './wrong-name.js';

export type { Defect } from './defect.js';

/** Every defect, for chains of `mintChain`. They combine freely; one later in the list given to it wins. */
export const defects: readonly Defect[] = [
  expired,
  notYetValid,
  expiredIntermediate,
  expiredRoot,
  wrongName,
  cnOnly,
  missingSipName,
  wildcardSubject,
  wildcardSan,
  missingIntermediate,
  reversedChain,
  surplusCertificates,
  crossSignedRoot,
  sameSubjectOtherKey,
  sameKeyOtherSerial,
  caFalseIntermediate,
  pathlenViolated,
  noEku,
  clientOnlyEku,
  noKeyEncipherment,
  nameConstraints,
  noCrlAddress,
  negativeSerial,
  serial20Bytes,
  hugeSan,
  ...keySizes,
  ...signatures,
];
