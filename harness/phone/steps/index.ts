import { exchange } from '../after-sign-in/exchange.js';
import { afterSignIn } from '../after-sign-in/index.js';
import type { Step } from '../context.js';
import type { PhoneModel } from '../models/index.js';
import { autodiscover } from './autodiscover.js';
import { certificate } from './certificate.js';
import { crash } from './crash.js';
import { directory } from './directory.js';
import { discovery } from './discovery.js';
import { lease } from './lease.js';
import { provisioningServer } from './provisioning-server.js';
import { register, settled } from './register.js';
import { rootChain, rootChainWhenTethered } from './root-chain.js';
import { sendLogs } from './send-logs.js';
import { time } from './time.js';
import { updateCheck } from './update-check.js';
import { updateDownload } from './update-download.js';
import { updateInstall } from './update-install.js';
import { webTicket } from './web-ticket.js';

export { REBOOT_MS } from './crash.js';
export { MAX_UPDATE_RESTARTS } from './update-install.js';

/** What every phone does after power-on, whoever signs in. */
export const powerOnSteps: readonly Step[] = [
  lease,
  time,
  provisioningServer,
  updateCheck('power-on'),
  updateDownload,
  updateInstall,
  discovery,
];

/** What gets the user a certificate, at first and when it comes to its end. */
export const certificateSteps: readonly Step[] = [webTicket, certificate];

/**
 * What follows; `hasCertificate`: the user signed in before, and the certificate is still good. Order of each way to
 * sign in: documented, except where a step says otherwise.
 */
export function signInSteps(way: 'pin' | 'usb' | 'typed', hasCertificate: boolean, model: PhoneModel): readonly Step[] {
  if (hasCertificate) return [autodiscover, register];
  if (way === 'pin') return [rootChain, ...certificateSteps, autodiscover, register];
  const before = [directory, rootChainWhenTethered, autodiscover];
  if (model.authentication.certificate === 'needed') return [...before, register, ...certificateSteps, register];
  return [...before, register, ...certificateSteps.map(asFarAsItGoes), onceCertified];
}

/** What follows once the user is signed in; its failure signs nobody out. */
export function afterSignInSteps(model: PhoneModel): readonly Step[] {
  const wishes = model.afterSignIn.order.map((name) => afterSignIn[name]);
  return [...wishes, crash, exchange, sendLogs, ...updateAfterSignIn];
}

/** An image waits until nobody has used the phone for a while, where its model is known to wait. */
const updateAfterSignIn: readonly Step[] = [
  updateCheck('sign-in'),
  updateDownload,
  { ...updateInstall, due: ({ memory, model }) => memory.flash.staged !== undefined && model.updates.idleMs === 0 },
];

/** A phone that is signed in by its password can do without a certificate, and asks for none that is of no use. */
function asFarAsItGoes(step: Step): Step {
  return {
    ...step,
    essential: (context) => !settled(context),
    due: ({ registration }) => registration.current?.offersCertificates ?? false,
  };
}

const onceCertified: Step = { ...register, due: ({ memory }) => memory.certificate !== undefined };
