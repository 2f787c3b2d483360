import { HarnessError } from '../../foundation/errors/index.js';
import type { Secret } from '../../foundation/secret.js';
import type { StepContext } from '../context.js';
import { domainOf } from '../identity.js';
import type { ServiceLocation } from '../network/resolver.js';
import type { TypedCredentials } from '../options.js';

type PasswordTyped = Extract<TypedCredentials, { readonly password: Secret }>;

/**
 * Domain controllers of the domain typed, the preferred first. The exact question is unknown: the two names of the
 * Windows locator are assumed.
 * @throws HarnessError PHONE_NO_DOMAIN_CONTROLLER
 */
export async function locateControllers({ memory, resolver, typed }: StepContext): Promise<readonly ServiceLocation[]> {
  if (typed.signIn === 'pin') return [];
  const failures: string[] = [];
  for (const domain of dnsDomains(typed, memory.lease?.domain)) {
    for (const name of [`_ldap._tcp.dc._msdcs.${domain}`, `_ldap._tcp.${domain}`]) {
      try {
        return await resolver.services(name);
      } catch (error) {
        if (!(error instanceof HarnessError)) throw error;
        failures.push(error.message);
      }
    }
  }
  throw new HarnessError('PHONE_NO_DOMAIN_CONTROLLER', {
    domain: typed.domain || typed.user,
    detail: failures.join(' '),
  });
}

/**
 * DNS domains to look in. A DNS name is taken as typed, the domain of a principal name from behind its @. A NetBIOS name
 * is a single label: it is found where it is also the first label of the domain, beside or below the domain of DHCP
 * (inferred), which is why typing the DNS name helped in the field.
 */
function dnsDomains(
  { domain: typed, sipAddress, user }: Pick<PasswordTyped, 'domain' | 'sipAddress' | 'user'>,
  suffix: string | undefined,
): string[] {
  // A principal name's suffix need not be a domain: then no controller is found (inferred).
  if (typed === '') return [domainOf(user.includes('@') ? user : sipAddress)];
  const domain = typed.replace(/\.$/, '').toLowerCase();
  if (domain.includes('.')) return [domain];
  const above = suffix?.split('.').slice(1).join('.');
  // The resolver itself puts the whole suffix behind a name that fails.
  return above ? [`${domain}.${above}`, domain] : [domain];
}
