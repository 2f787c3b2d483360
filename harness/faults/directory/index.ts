import type { FaultKind } from '../kind.js';
import { ldapDelay } from './delay.js';
import type { LdapConnectionFault, LdapFault } from './directory-fault.js';
import { ldapDrop } from './drop.js';
import { emptyContainers } from './empty-containers.js';
import { emptyValues } from './empty-values.js';
import { giantAttribute } from './giant-attribute.js';
import { ldapReferral } from './referral.js';
import { refuseBind } from './refuse-bind.js';
import { refuseLdapConnection } from './refuse-connection.js';
import { ldapReset } from './reset.js';
import { signingRequired } from './signing-required.js';
import { ldapSilence } from './silence.js';
import { wrongBase } from './wrong-base.js';

/** The faults of the domain controller's answers. */
export const directoryFaults: readonly FaultKind<LdapFault>[] = [
  wrongBase,
  refuseBind,
  signingRequired,
  emptyContainers,
  emptyValues,
  giantAttribute,
  ldapReferral,
  ldapDelay,
  ldapDrop,
  ldapReset,
];

/** The faults of a connection to it. */
export const directoryConnectionFaults: readonly FaultKind<LdapConnectionFault>[] = [refuseLdapConnection, ldapSilence];

export type { LdapAnswer, LdapAsked, LdapConnectionFault, LdapDelivery, LdapFault } from './directory-fault.js';
export { type DisturbedLdap, disturbLdap, ldapRefusalBy } from './disturb.js';
export { SIGNING_REQUIRED_MESSAGE } from './signing-required.js';
