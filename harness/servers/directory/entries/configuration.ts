import { type Deployment, host } from '../../../deployment/index.js';
import type { DirectoryEntry } from '../../../pool/index.js';
import { type Contexts, type EntryParts, entryOf } from './entry.js';

/** Containers below Public Key Services, as a forest has them before anything is published. */
const keyServices = [
  'AIA',
  'CDP',
  'Certificate Templates',
  'Certification Authorities',
  'Enrollment Services',
  'KRA',
  'OID',
] as const;

/** `CN=DC01,CN=Servers,…` of the domain controller. */
export function serverDn(fqdn: string, configurationDn: string): string {
  const [label = fqdn] = fqdn.split('.');
  return `CN=${label.toUpperCase()},CN=Servers,CN=Default-First-Site-Name,CN=Sites,${configurationDn}`;
}

/** The configuration of the forest: partitions, the site, and where public keys are published. */
export function configurationEntries(deployment: Deployment, domain: string, contexts: Contexts): DirectoryEntry[] {
  const { configurationDn, domainDn, publicKeyServicesDn, schemaDn } = contexts;
  const controller = host(deployment, 'dc').fqdn;
  const server = serverDn(controller, configurationDn);
  const site = `CN=Default-First-Site-Name,CN=Sites,${configurationDn}`;
  const crossRef = (cn: string, attributes: NonNullable<EntryParts['attributes']>): EntryParts => ({
    dn: `CN=${cn},CN=Partitions,${configurationDn}`,
    classes: ['crossRef'],
    attributes: { dnsRoot: domain, ...attributes },
  });
  const parts: EntryParts[] = [
    { dn: configurationDn, classes: ['configuration'] },
    { dn: schemaDn, classes: ['dMD'] },
    { dn: `CN=Partitions,${configurationDn}`, classes: ['crossRefContainer'] },
    crossRef(deployment.netbiosDomain, {
      nCName: domainDn,
      nETBIOSName: deployment.netbiosDomain,
      // A naming context of the forest, and one of a domain (MS-ADTS 2.2.10).
      systemFlags: '3',
    }),
    crossRef('Enterprise Configuration', { nCName: configurationDn, systemFlags: '1' }),
    crossRef('Enterprise Schema', { nCName: schemaDn, systemFlags: '1' }),
    { dn: `CN=Sites,${configurationDn}`, classes: ['sitesContainer'] },
    { dn: site, classes: ['site'] },
    { dn: `CN=Servers,${site}`, classes: ['serversContainer'] },
    { dn: server, classes: ['server'], attributes: { dNSHostName: controller } },
    { dn: `CN=NTDS Settings,${server}`, classes: ['nTDSDSA'], attributes: { options: '1' } },
    { dn: `CN=Services,${configurationDn}`, classes: ['container'] },
    { dn: publicKeyServicesDn, classes: ['container'] },
    ...keyServices.map((cn): EntryParts => ({ dn: `CN=${cn},${publicKeyServicesDn}`, classes: ['container'] })),
  ];
  return parts.map((each) => entryOf(each, contexts));
}
