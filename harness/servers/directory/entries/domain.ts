import { type Deployment, host, type User } from '../../../deployment/index.js';
import type { DirectoryEntry } from '../../../pool/index.js';
import { escapeDnValue } from '../../../wire/ldap/index.js';
import { type Contexts, type EntryParts, entryOf } from './entry.js';

/** userAccountControl (MS-ADTS 2.2.16). */
const DISABLED = 0x2;
const NORMAL_ACCOUNT = 0x200;
const WORKSTATION = 0x1000;
const DOMAIN_CONTROLLER = 0x82000;

/** The domain: its users as Lync has enabled them, and its computers. */
export function domainEntries(deployment: Deployment, domain: string, contexts: Contexts): DirectoryEntry[] {
  const { domainDn } = contexts;
  const [label = domain] = domain.split('.');
  const container = (cn: string): EntryParts => ({ dn: `CN=${cn},${domainDn}`, classes: ['container'] });
  const parts: EntryParts[] = [
    { dn: domainDn, classes: ['domain', 'domainDNS'], attributes: { dc: label } },
    container('Users'),
    container('Computers'),
    { dn: `OU=Domain Controllers,${domainDn}`, classes: ['organizationalUnit'] },
    ...[...deployment.hosts.values()].map(({ fqdn, name }) => computer(fqdn, name === 'dc', domainDn)),
    ...usersByName(deployment.users).map((user) => account(user, domain, deployment, domainDn)),
  ];
  return parts.map((each) => entryOf(each, contexts));
}

/** People of one display name are told apart by their account. */
function usersByName(users: readonly User[]): readonly { readonly user: User; readonly cn: string }[] {
  const taken = new Set<string>();
  return users.map((user) => {
    const cn = taken.has(user.displayName.toLowerCase()) ? `${user.displayName} (${user.name})` : user.displayName;
    taken.add(user.displayName.toLowerCase());
    return { user, cn };
  });
}

function account(
  { cn, user }: { readonly user: User; readonly cn: string },
  domain: string,
  deployment: Deployment,
  domainDn: string,
): EntryParts {
  const [givenName, ...rest] = user.displayName.split(' ');
  return {
    dn: `CN=${escapeDnValue(cn)},CN=Users,${domainDn}`,
    classes: ['person', 'organizationalPerson', 'user'],
    attributes: {
      sAMAccountName: user.name,
      userPrincipalName: user.principalName ?? `${user.name}@${domain}`,
      displayName: user.displayName,
      givenName,
      sn: rest.length > 0 ? rest.join(' ') : undefined,
      mail: user.sipAddress,
      proxyAddresses: [`SMTP:${user.sipAddress}`, `sip:${user.sipAddress}`],
      telephoneNumber: user.phoneNumber,
      ipPhone: user.extension,
      userAccountControl: String(NORMAL_ACCOUNT | (user.enabled ? 0 : DISABLED)),
      'msRTCSIP-PrimaryUserAddress': `sip:${user.sipAddress}`,
      'msRTCSIP-Line': `tel:${user.phoneNumber};ext=${user.extension}`,
      'msRTCSIP-UserEnabled': user.enabled ? 'TRUE' : 'FALSE',
      'msRTCSIP-DeploymentLocator': 'SRV:',
      'msRTCSIP-PrimaryHomeServer': deployment.hosts.get(user.home)?.fqdn ?? host(deployment, 'front-end').fqdn,
    },
  };
}

function computer(fqdn: string, isDomainController: boolean, domainDn: string): EntryParts {
  const [label = fqdn] = fqdn.split('.');
  const name = label.toUpperCase();
  const place = isDomainController ? 'OU=Domain Controllers' : 'CN=Computers';
  return {
    dn: `CN=${name},${place},${domainDn}`,
    classes: ['person', 'organizationalPerson', 'user', 'computer'],
    attributes: {
      sAMAccountName: `${name.slice(0, 15)}$`,
      dNSHostName: fqdn,
      servicePrincipalName: [`HOST/${fqdn}`, ...(isDomainController ? [`ldap/${fqdn}`] : [])],
      userAccountControl: String(isDomainController ? DOMAIN_CONTROLLER : WORKSTATION),
    },
  };
}
