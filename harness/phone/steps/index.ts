import type { Step } from '../context.js';
import { certificate } from './certificate.js';
import { directory } from './directory.js';
import { discovery } from './discovery.js';
import { lease } from './lease.js';
import { register } from './register.js';
import { rootChain } from './root-chain.js';
import { time } from './time.js';
import { updateCheck } from './update-check.js';
import { webTicket } from './web-ticket.js';

/** What every phone does after power-on, whoever signs in. */
export const powerOnSteps: readonly Step[] = [lease, time, updateCheck, discovery];

/** Order of each way to sign in (documented, except where a step says otherwise). */
const ways: Readonly<Record<'pin' | 'usb', readonly Step[]>> = {
  pin: [rootChain, webTicket, certificate, register],
  usb: [directory, register, webTicket, certificate, register],
};

/** What follows; `hasCertificate`: the user signed in before, and the certificate is still good. */
export function signInSteps(way: 'pin' | 'usb', hasCertificate: boolean): readonly Step[] {
  return [...(hasCertificate ? [register] : ways[way]), updateCheck];
}
