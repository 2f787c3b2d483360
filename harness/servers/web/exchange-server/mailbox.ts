import { type Deployment, exchangeServicePath, host, type User } from '../../../deployment/index.js';
import type { MailboxSettings } from '../../../wire/exchange/index.js';

/** Where a user's mailbox is; a user's mail address is the SIP address here. */
export function mailboxOf(deployment: Deployment, user: User): MailboxSettings {
  const base = `https://${host(deployment, 'exchange').fqdn}`;
  const organization = deployment.netbiosDomain;
  return {
    displayName: user.displayName,
    legacyDn: `/o=${organization}/ou=Exchange Administrative Group (FYDIBOHF23SPDLT)/cn=Recipients/cn=${user.name}`,
    asUrl: `${base}${exchangeServicePath}`,
    ewsUrl: `${base}${exchangeServicePath}`,
    oofUrl: `${base}${exchangeServicePath}`,
    oabUrl: `${base}/OAB/`,
  };
}

/** The user of a mail address, with or without `smtp:`. */
export function userOfMail(deployment: Deployment, address: string): User | undefined {
  const wanted = address
    .replace(/^smtp:/i, '')
    .trim()
    .toLowerCase();
  return deployment.users.find((user) => user.sipAddress === wanted);
}
