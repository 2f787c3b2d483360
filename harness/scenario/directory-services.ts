import {
  type AddressBookSettings,
  type AutodiscoverSettings,
  defaultAutodiscoverSettings,
  type User,
} from '../deployment/index.js';
import type { DeploymentSpec } from './schema/deployment.js';

/** Lync autodiscover as the scenario has it. */
export function autodiscoverOf({ autodiscover = {} }: DeploymentSpec, users: readonly User[]): AutodiscoverSettings {
  const unknown = new Set(autodiscover.homeUnknown);
  return {
    internalName: autodiscover.internalName ?? defaultAutodiscoverSettings.internalName,
    externalName: autodiscover.externalName ?? defaultAutodiscoverSettings.externalName,
    ...(autodiscover.accessLocation && { accessLocation: autodiscover.accessLocation }),
    ...(autodiscover.redirectTo && { redirectTo: autodiscover.redirectTo }),
    ...(autodiscover.redirectBack && { redirectBack: true }),
    ...(autodiscover.sipServer && { sipServer: sipServerOf(autodiscover.sipServer) }),
    homeUnknown: users.filter(({ name }) => unknown.has(name)).map(({ sipAddress }) => sipAddress),
  };
}

/** Without members that are undefined. */
function sipServerOf({
  fqdn,
  port,
}: NonNullable<NonNullable<DeploymentSpec['autodiscover']>['sipServer']>): NonNullable<
  AutodiscoverSettings['sipServer']
> {
  return { ...(fqdn !== undefined && { fqdn }), ...(port !== undefined && { port }) };
}

/** The company directory as the scenario has it. */
export function addressBookOf({ addressBook = {} }: DeploymentSpec): AddressBookSettings {
  return {
    distributionLists: addressBook.distributionLists ?? [],
    contacts: (addressBook.contacts ?? []).map(({ displayName, mail, phoneNumber, company }) => ({
      displayName,
      ...(mail !== undefined && { mail }),
      ...(phoneNumber !== undefined && { phoneNumber }),
      ...(company !== undefined && { company }),
    })),
  };
}
