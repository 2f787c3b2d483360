import { accountNames, type Deployment, type User } from '../../../deployment/index.js';

/**
 * The user of a Windows account: `alice` with the domain's short or DNS name or none, or a user principal name, which
 * may be the SIP address. Clients split `CONTOSO\alice` before they send it (observed).
 */
export function windowsAccount(deployment: Deployment, name: string, domain: string): User | undefined {
  const { dhcpDomain, netbiosDomain, users } = deployment;
  const domains = ['', netbiosDomain.toLowerCase(), dhcpDomain.toLowerCase()];
  if (!domains.includes(domain.toLowerCase())) return undefined;
  const wanted = name.toLowerCase();
  return users.find((user) => accountNames(user, dhcpDomain).includes(wanted));
}
