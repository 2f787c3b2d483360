import { accountNames, type Deployment, type User } from '../../deployment/index.js';

/** The user of a Windows account: `alice` in the domain by either name, or the user principal name alone. */
export function accountOf(deployment: Deployment, name: string, domain: string): User | undefined {
  const wanted = name.toLowerCase();
  const domains = ['', deployment.netbiosDomain.toLowerCase(), deployment.dhcpDomain.toLowerCase()];
  if (!domains.includes(domain.toLowerCase())) return undefined;
  return deployment.users.find((user) => accountNames(user, deployment.dhcpDomain).includes(wanted));
}
