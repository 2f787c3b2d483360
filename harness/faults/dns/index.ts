import type { FaultKind } from '../kind.js';
import { address } from './address.js';
import { aliasLoop } from './alias-loop.js';
import { delay } from './delay.js';
import type { DnsFault } from './dns-fault.js';
import { drop } from './drop.js';
import { garbage } from './garbage.js';
import { lame } from './lame.js';
import { noData } from './no-data.js';
import { srvPort } from './srv-port.js';
import { srvTarget } from './srv-target.js';
import { status } from './status.js';
import { truncate } from './truncate.js';
import { wrongId } from './wrong-id.js';

/** The faults of the name server's answers. */
export const dnsFaults: readonly FaultKind<DnsFault>[] = [
  status,
  noData,
  srvTarget,
  srvPort,
  address,
  aliasLoop,
  lame,
  truncate,
  wrongId,
  garbage,
  delay,
  drop,
];

export { type DisturbedDns, disturbDns } from './disturb.js';
export type { DnsAsked, DnsDelivery, DnsFault, DnsReply } from './dns-fault.js';
