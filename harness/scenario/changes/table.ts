import type { ChangeKind } from './kind.js';
import { advance } from './kinds/advance.js';
import { approveUpdate } from './kinds/approve-update.js';
import { certificateStore } from './kinds/certificate-store.js';
import { deregister } from './kinds/deregister.js';
import { dhcpOptions } from './kinds/dhcp-options.js';
import { drain } from './kinds/drain.js';
import { enableUser } from './kinds/enable-user.js';
import { importUpdate } from './kinds/import-update.js';
import { lockPin } from './kinds/lock-pin.js';
import { publish } from './kinds/publish.js';
import { restart } from './kinds/restart.js';
import { revokeCertificate } from './kinds/revoke-certificate.js';
import { start } from './kinds/start.js';
import { stop } from './kinds/stop.js';
import { swapCertificate } from './kinds/swap-certificate.js';
import { trustCa } from './kinds/trust-ca.js';
import { unlockPin } from './kinds/unlock-pin.js';

/** Every change there is. */
export const changeTable: readonly ChangeKind[] = [
  swapCertificate,
  publish,
  trustCa,
  stop,
  start,
  restart,
  drain,
  deregister,
  enableUser,
  dhcpOptions,
  lockPin,
  unlockPin,
  revokeCertificate,
  certificateStore,
  importUpdate,
  approveUpdate,
  advance,
];

export function changeNamed(word: string): ChangeKind | undefined {
  return changeTable.find((kind) => kind.do === word);
}
