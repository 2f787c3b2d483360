import { type Deployment, phonesAreOutside } from '../../deployment/index.js';

const LDAP = 389;
const GLOBAL_CATALOG = 3268;
/** The site every forest begins with. */
const SITE = 'Default-First-Site-Name';

/**
 * The SRV records by which a client finds a domain controller (MS-ADTS 6.3.2.3). Phones outside find none; Kerberos has
 * no record, since there is no key distribution centre.
 */
export function directoryServices(deployment: Deployment): { readonly name: string; readonly port: number }[] {
  const { activeDirectory } = deployment;
  if (!activeDirectory?.locator || phonesAreOutside(deployment)) return [];
  const { domain } = activeDirectory;
  const ldap = [
    `_ldap._tcp.${domain}`,
    `_ldap._tcp.${SITE}._sites.${domain}`,
    `_ldap._tcp.pdc._msdcs.${domain}`,
    `_ldap._tcp.dc._msdcs.${domain}`,
    `_ldap._tcp.${SITE}._sites.dc._msdcs.${domain}`,
  ];
  const catalog = [`_gc._tcp.${domain}`, `_ldap._tcp.gc._msdcs.${domain}`];
  return [...ldap.map((name) => ({ name, port: LDAP })), ...catalog.map((name) => ({ name, port: GLOBAL_CATALOG }))];
}
