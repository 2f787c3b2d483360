import { isLoopback } from '../../lab/index.js';

import type { Variant } from '../../scenario/scenario.js';
import type { Served } from '../../scenario/serve.js';
import { resetKeys } from '../reset-combinations.js';

/**
 * What a person does first with a real phone: the lab guide (scenarios/LAB.md) in the numbers of this lab. None on
 * loopback, where no real phone can be.
 */
export function firstSteps(served: Served, { phone }: Variant): string[] {
  const { deployment, lab } = served;
  const address = lab.endpoints.get('dhcp')?.address ?? lab.endpoints.get('dns')?.address;
  if (address === undefined || isLoopback(address)) return [];
  const user = deployment.users.find(({ name }) => name === phone.user);
  const typed =
    phone.signIn === 'pin'
      ? `Choose sign-in by phone number and PIN, and type the extension ${user?.extension ?? ''} and the PIN of ${phone.user}.`
      : `Tether it by USB to a PC whose client signs in as ${user?.sipAddress ?? phone.user}: the phone takes that account. Without a client (CX700), type it on the phone.`;
  return [
    'Wire it: a PoE switch without uplink and without a voice VLAN, this machine, the phone.',
    `Look whether everything can be reached: mock-lync doctor --address ${address}`,
    `Reset the phone, for it keeps the root, the certificate and the Registrar of what it knew before: ${resetKeys(phone.model)}`,
    'Read its MAC on the label, model and firmware in its menu under System Information, and name them with --device.',
    typed,
    'Watch this screen: it has worked when the phone is signed in (REGISTER 200). After 90 silent seconds the last step is shown.',
    'Send the run to a colleague: serve with --output DIR, and send that folder; it holds no PIN and no password.',
    'Afterwards reset the phone once more: it keeps this lab’s root, certificate and Registrar.',
  ];
}
