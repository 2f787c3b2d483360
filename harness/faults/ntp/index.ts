import type { FaultKind } from '../kind.js';
import { delayTime } from './delay.js';
import { dropTime } from './drop.js';
import { kissOfDeath } from './kiss-of-death.js';
import { noTime } from './no-time.js';
import type { NtpFault } from './ntp-fault.js';
import { unsynchronised } from './unsynchronised.js';
import { wrongMode } from './wrong-mode.js';
import { wrongOriginate } from './wrong-originate.js';

/** The faults of the time server's answers. */
export const ntpFaults: readonly FaultKind<NtpFault>[] = [
  kissOfDeath,
  unsynchronised,
  noTime,
  wrongOriginate,
  wrongMode,
  delayTime,
  dropTime,
];

export type { NtpFault } from './ntp-fault.js';
