import { HarnessError } from '../../foundation/errors/index.js';
import type { Step } from '../context.js';
import { domainOf } from '../identity.js';

/**
 * Looks for a domain controller, from which a phone with Active Directory credentials would take published roots.
 * The exact query is unknown: the two names of the Windows locator are assumed. Without a directory the phone goes
 * on, as its firmware may hold the root (inferred). The LDAP download itself is not made here.
 */
export const directory: Step = {
  name: 'directory',
  essential: false,
  async run({ typed, model, resolver, screen, memory }) {
    if (typed.signIn !== 'usb') return 'not needed';
    if (model.typed) screen.show('locatingDomainController');
    for (const name of directoryNames(typed.domain, typed.sipAddress, memory.lease?.domain)) {
      try {
        const found = await resolver.services(name);
        return `domain controller ${found.map(({ host }) => host).join(', ')}`;
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
      }
    }
    return 'no directory found';
  },
};

/**
 * A DNS domain is used as typed; a NetBIOS name only leads somewhere with the domain of DHCP appended (inferred),
 * which is why typing the DNS name helped in the field.
 */
function directoryNames(domain: string, sipAddress: string, suffix: string | undefined): string[] {
  const typed = domain.includes('.') ? domain : (suffix ?? domainOf(sipAddress));
  return [`_ldap._tcp.dc._msdcs.${typed}`, `_ldap._tcp.${typed}`];
}
