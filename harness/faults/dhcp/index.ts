import type { FaultKind } from '../kind.js';
import { binaryPort } from './binary-port.js';
import { classEchoed } from './class-echoed.js';
import { classIgnored } from './class-ignored.js';
import { cutOption43 } from './cut-option-43.js';
import { delayReply } from './delay.js';
import type { DhcpFault } from './dhcp-fault.js';
import { dropReply } from './drop.js';
import { duplicate } from './duplicate.js';
import { extraEnd } from './extra-end.js';
import { headerInValue } from './header-in-value.js';
import { httpsPath } from './https-path.js';
import { leaseInInform } from './lease-in-inform.js';
import { missingEnd } from './missing-end.js';
import { omitOption } from './omit-option.js';
import { option120Form } from './option-120-form.js';
import { overload } from './overload.js';
import { refuse } from './refuse.js';
import { reorder } from './reorder.js';
import { repeatReply } from './repeat.js';
import { splitOption43 } from './split-option-43.js';
import { staleHost } from './stale-host.js';
import { textInsteadOfBytes } from './text-instead-of-bytes.js';
import { trailingNul } from './trailing-nul.js';
import { wrongIdentifier } from './wrong-identifier.js';
import { wrongLength } from './wrong-length.js';
import { wrongTransaction } from './wrong-transaction.js';

/** The faults of the DHCP server's answers. */
export const dhcpFaults: readonly FaultKind<DhcpFault>[] = [
  omitOption,
  cutOption43,
  binaryPort,
  httpsPath,
  textInsteadOfBytes,
  trailingNul,
  wrongLength,
  reorder,
  duplicate,
  wrongIdentifier,
  headerInValue,
  extraEnd,
  splitOption43,
  overload,
  option120Form,
  staleHost,
  classIgnored,
  classEchoed,
  missingEnd,
  wrongTransaction,
  dropReply,
  delayReply,
  repeatReply,
  leaseInInform,
  refuse,
];

export type { DhcpAsked, DhcpDelivery, DhcpFault } from './dhcp-fault.js';
export { type DisturbedDhcp, disturbDhcp } from './disturb.js';
