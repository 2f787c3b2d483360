import {
  type Deployment,
  type DnsRecord,
  defaultAutodiscoverSettings,
  hasExchange,
  host,
  phonesAreOutside,
  toldRegistrar,
} from '../../deployment/index.js';
import { directoryServices } from './directory-services.js';

/** Every name this server answers for. */
export interface Zone {
  /** Lower-case name to its records; a name that only leads to others has none. */
  readonly records: ReadonlyMap<string, readonly DnsRecord[]>;
  /** Lower-case names of the zones' tops. */
  readonly origins: readonly string[];
  /** The name server of every zone. */
  readonly nameServer: string;
}

/** Where Windows, and a phone without an `_ntp._udp` record, ask for the time. */
const publicTimeServer = 'time.windows.com';

/**
 * The internal names of a deployment, as an administrator publishes them for Lync phones: the Registrar below the SIP domain
 * itself (firmware from 4.0.7577.4363 on refuses another domain), web services, device update and time under both domains.
 * External records (`_sip._tls`, `sipexternal`) are among them where there is an Edge, which a lab has on the same network;
 * those that a domain controller is found by are where there is one inside.
 */
export function zoneOf(deployment: Deployment): Zone {
  const { sipDomains, dhcpDomain } = deployment;
  const registrar = toldRegistrar(deployment);
  const edge = deployment.hosts.get('edge');
  const discovery = deployment.autodiscover ?? defaultAutodiscoverSettings;
  // A user's mail address is the SIP address here, so the SMTP domains are the SIP domains.
  const exchange =
    hasExchange(deployment) && deployment.exchange?.autodiscoverName ? host(deployment, 'exchange') : undefined;
  const web = host(deployment, 'web');
  const dc = host(deployment, 'dc');
  const records = new Map<string, DnsRecord[]>();
  const add = (name: string, record: DnsRecord) => {
    const key = name.toLowerCase();
    const known = records.get(key) ?? [];
    if (!known.some((other) => JSON.stringify(other) === JSON.stringify(record))) records.set(key, [...known, record]);
  };
  const addAlias = (name: string, address: string) => {
    // A machine's own name stays its own, also where it is called `sip.contoso.com`.
    if (!records.has(name.toLowerCase())) add(name, { type: 'A', address });
  };
  const service = (name: string, port: number, target: string) =>
    add(name, { type: 'SRV', priority: 0, weight: 0, port, target });

  for (const each of deployment.hosts.values()) add(each.fqdn, { type: 'A', address: each.address });
  for (const domain of sipDomains) {
    addAlias(`sip.${domain}`, registrar.address);
    if (!phonesAreOutside(deployment)) {
      service(`_sipinternaltls._tcp.${domain}`, 5061, `sip.${domain}`);
      addAlias(`sipinternal.${domain}`, registrar.address);
      if (discovery.internalName) addAlias(`lyncdiscoverinternal.${domain}`, web.address);
    }
    if (discovery.externalName) addAlias(`lyncdiscover.${domain}`, web.address);
    if (exchange) addAlias(`autodiscover.${domain}`, exchange.address);
    if (!edge) continue;
    service(`_sip._tls.${domain}`, 443, edge.fqdn);
    addAlias(`sipexternal.${domain}`, edge.address);
  }
  for (const domain of new Set([...sipDomains, dhcpDomain])) {
    addAlias(`ucupdates-r2.${domain}`, web.address);
    addAlias(`ucupdates.${domain}`, web.address);
    service(`_ntp._udp.${domain}`, 123, dc.fqdn);
  }
  // The other pool's web services, which share the address of these.
  if (discovery.redirectTo !== undefined) addAlias(discovery.redirectTo, web.address);
  for (const { name, port } of directoryServices(deployment)) service(name, port, dc.fqdn);
  if (deployment.activeDirectory?.locator) addAlias(deployment.activeDirectory.domain, dc.address);
  addAlias(publicTimeServer, dc.address);

  const origins = originsOf(deployment);
  for (const origin of origins) add(origin, { type: 'NS', target: dc.fqdn });
  addNamesBetween(records, origins);
  return { records, origins, nameServer: dc.fqdn };
}

/** The records of a name, or undefined when it does not exist; compares without case. */
export function lookUp(zone: Zone, name: string): readonly DnsRecord[] | undefined {
  return zone.records.get(name.toLowerCase());
}

/** The top of the zone a name belongs to, existing or not. */
export function originOf(zone: Zone, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return zone.origins
    .filter((origin) => isWithin(wanted, origin))
    .reduce<string | undefined>(
      (best, origin) => (best === undefined || origin.length > best.length ? origin : best),
      undefined,
    );
}

/** The domains, and each name outside them as a zone of its own, so that the rest of its domain stays foreign. */
function originsOf(deployment: Deployment): string[] {
  const directory = deployment.activeDirectory?.locator ? [deployment.activeDirectory.domain] : [];
  const domains = [...deployment.sipDomains, deployment.dhcpDomain, ...directory].map((domain) => domain.toLowerCase());
  const redirectTo = deployment.autodiscover?.redirectTo;
  const hosts = [...deployment.hosts.values()].map(({ fqdn }) => fqdn.toLowerCase());
  const names = [publicTimeServer, ...(redirectTo === undefined ? [] : [redirectTo]), ...hosts];
  const outside = names.filter((name) => !domains.some((domain) => isWithin(name, domain)));
  return [...new Set([...domains, ...outside])];
}

/** `_tcp.contoso.com` exists because `_sipinternaltls._tcp.contoso.com` does (RFC 8020): a resolver told otherwise stops there. */
export function addNamesBetween(records: Map<string, readonly DnsRecord[]>, origins: readonly string[]): void {
  for (const name of [...records.keys()]) {
    const labels = name.split('.');
    for (let cut = 1; cut < labels.length; cut++) {
      const parent = labels.slice(cut).join('.');
      if (!origins.some((origin) => isWithin(parent, origin))) break;
      if (!records.has(parent)) records.set(parent, []);
    }
  }
}

export function isWithin(name: string, domain: string): boolean {
  return name === domain || name.endsWith(`.${domain}`);
}
