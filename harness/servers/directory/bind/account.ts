import { type ActiveDirectorySettings, accountNames, type Deployment, type User } from '../../../deployment/index.js';
import type { Directory } from '../../../pool/index.js';
import { nameKey } from '../schema/normal-value.js';

/** The user an NTLM client names: account and domain, the latter by either name or left out. */
export function accountOf(
  deployment: Deployment,
  { domain: own }: Pick<ActiveDirectorySettings, 'domain'>,
  name: string,
  domain: string,
): User | undefined {
  const domains = ['', deployment.netbiosDomain, own, deployment.dhcpDomain].map((each) => each.toLowerCase());
  if (!domains.includes(domain.toLowerCase())) return undefined;
  const wanted = name.toLowerCase();
  return deployment.users.find((user) => accountNames(user, own).includes(wanted));
}

/** The user a simple bind names: `DOMAIN\user`, a principal name, a display name or a DN (MS-ADTS 5.1.1.1.1). */
export function accountOfBindName(
  deployment: Deployment,
  settings: Pick<ActiveDirectorySettings, 'domain'>,
  directory: Directory,
  name: string,
): User | undefined {
  const [, domain, account] = /^([^\\]+)\\([^\\]+)$/.exec(name) ?? [];
  if (domain !== undefined && account !== undefined) return accountOf(deployment, settings, account, domain);
  const entry = name.includes('=') ? directory.get(nameKey(name) ?? '') : undefined;
  const stored = entry?.attributes.get('samaccountname')?.values[0]?.toString('utf8');
  if (stored !== undefined) return deployment.users.find((user) => user.name === stored);
  const byAccount = name.includes('@') ? accountOf(deployment, settings, name, '') : undefined;
  return byAccount ?? deployment.users.find((user) => user.displayName.toLowerCase() === name.toLowerCase());
}
