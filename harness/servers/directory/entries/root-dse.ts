import { host } from '../../../deployment/index.js';
import type { DirectoryEntry } from '../../../pool/index.js';
import { PAGED_RESULTS, START_TLS, WHO_AM_I } from '../../../wire/ldap/index.js';
import type { ServerContext } from '../../context.js';
import { serverDn } from './configuration.js';
import type { Contexts } from './entry.js';

/** Functional level of Windows Server 2008 R2, as forests with Lync had it. */
const FUNCTIONALITY = '4';

/** What a client may know before it binds (RFC 4512 5.1, MS-ADTS 3.1.1.3.2). */
export function rootDse(
  { clock, deployment, pool }: ServerContext,
  domain: string,
  contexts: Contexts,
  startTls: boolean,
): DirectoryEntry {
  const { configurationDn, domainDn, schemaDn } = contexts;
  const { fqdn } = host(deployment, 'dc');
  const server = serverDn(fqdn, configurationDn);
  const [label = fqdn] = fqdn.split('.');
  const attributes: Readonly<Record<string, string | readonly string[]>> = {
    currentTime: generalizedTime(clock.now()),
    subschemaSubentry: `CN=Aggregate,${schemaDn}`,
    dsServiceName: `CN=NTDS Settings,${server}`,
    namingContexts: [domainDn, configurationDn, schemaDn],
    defaultNamingContext: domainDn,
    schemaNamingContext: schemaDn,
    configurationNamingContext: configurationDn,
    rootDomainNamingContext: domainDn,
    supportedControl: [PAGED_RESULTS],
    supportedLDAPVersion: ['3', '2'],
    highestCommittedUSN: String(12_288 + pool.directory.changes),
    supportedSASLMechanisms: ['GSSAPI', 'GSS-SPNEGO'],
    dnsHostName: fqdn,
    ldapServiceName: `${domain}:${label.toLowerCase()}$@${domain.toUpperCase()}`,
    serverName: server,
    // Active Directory; in Windows 2000, 2003 and 2008 form (MS-ADTS 3.1.1.3.4.3).
    supportedCapabilities: ['1.2.840.113556.1.4.800', '1.2.840.113556.1.4.1670', '1.2.840.113556.1.4.1791'],
    supportedExtension: [...(startTls ? [START_TLS] : []), WHO_AM_I],
    isSynchronized: 'TRUE',
    isGlobalCatalogReady: 'TRUE',
    domainFunctionality: FUNCTIONALITY,
    forestFunctionality: FUNCTIONALITY,
    domainControllerFunctionality: FUNCTIONALITY,
  };
  const filled = Object.entries(attributes).map(([name, given]) => {
    const values = (typeof given === 'string' ? [given] : given).map((value) => Buffer.from(value));
    return [name.toLowerCase(), { name, values }] as const;
  });
  return { dn: '', key: '', parent: '', attributes: new Map(filled) };
}

/** `20141115090000.0Z`, as Active Directory writes it. */
export function generalizedTime(date: Date): string {
  return `${date.toISOString().replace(/\..*$/, '').replace(/[-:T]/g, '')}.0Z`;
}
