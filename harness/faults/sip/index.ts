import type { FaultKind } from '../kind.js';
import { badSignature } from './bad-signature.js';
import { closeConnection } from './close.js';
import { delay } from './delay.js';
import { drop } from './drop.js';
import { garbage } from './garbage.js';
import { missingExpires } from './missing-expires.js';
import { redirect } from './redirect.js';
import { resetConnection } from './reset.js';
import type { SipFault } from './sip-fault.js';
import { staleNumber } from './stale-number.js';
import { status } from './status.js';
import { truncatedToken } from './truncated-token.js';
import { unsigned } from './unsigned.js';
import { wrongRealm } from './wrong-realm.js';
import { wrongTargetname } from './wrong-targetname.js';

/** The faults of the Front End's answers. */
export const sipFaults: readonly FaultKind<SipFault>[] = [
  wrongRealm,
  wrongTargetname,
  truncatedToken,
  missingExpires,
  redirect,
  unsigned,
  staleNumber,
  badSignature,
  status,
  delay,
  drop,
  resetConnection,
  closeConnection,
  garbage,
];

export { type Disturbed, disturb } from './disturb.js';
export type { SipDelivery, SipFault } from './sip-fault.js';
