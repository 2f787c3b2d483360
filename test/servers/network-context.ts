import type {
  AutodiscoverSettings,
  Deployment,
  DhcpSettings,
  Host,
  NameServiceSettings,
  TimeServiceSettings,
} from '../../harness/deployment/index.js';
import { defaultCertificateProvisioningSettings, defaultFrontEndSettings } from '../../harness/deployment/index.js';
import { FaultPlan } from '../../harness/faults/index.js';
import type { DatedClock } from '../../harness/foundation/clock/index.js';
import { Journal } from '../../harness/journal/index.js';
import { Pool } from '../../harness/pool/index.js';
import type { ServerContext } from '../../harness/servers/context.js';
import { defaultTlsSettings } from '../../harness/tls/index.js';

/** The date of the reference's NTP exchange. */
export const networkDate = new Date('2014-03-05T12:00:00Z');

const hosts: readonly Host[] = [
  { name: 'front-end', fqdn: 'pool01.contoso.com', address: '10.10.10.20' },
  { name: 'web', fqdn: 'lyncweb.contoso.com', address: '10.10.10.21' },
  { name: 'dc', fqdn: 'dc01.contoso.com', address: '10.10.10.5' },
];

export interface NetworkChanges {
  readonly dhcp?: DhcpSettings;
  readonly sipDomain?: string;
  readonly sipDomains?: readonly string[];
  readonly registrar?: string;
  readonly dhcpDomain?: string;
  readonly hosts?: readonly Host[];
  readonly clock?: DatedClock;
  readonly autodiscover?: AutodiscoverSettings;
  readonly dns?: NameServiceSettings;
  readonly time?: TimeServiceSettings;
}

/** The deployment of the reference's examples, for servers that need no certificate; asking for one throws. */
export function networkDeployment(changes: NetworkChanges = {}): Deployment {
  return {
    sipDomain: changes.sipDomain ?? 'contoso.com',
    sipDomains: changes.sipDomains ?? [changes.sipDomain ?? 'contoso.com'],
    dhcpDomain: changes.dhcpDomain ?? 'corp.contoso.com',
    netbiosDomain: 'CONTOSO',
    hosts: new Map((changes.hosts ?? hosts).map((each) => [each.name, each])),
    registrar: changes.registrar ?? 'front-end',
    users: [],
    get certificates(): never {
      throw new Error('these servers use no certificates');
    },
    get provisioning(): never {
      throw new Error('these servers issue no certificates');
    },
    certificateProvisioning: defaultCertificateProvisioningSettings,
    tls: { default: defaultTlsSettings },
    dhcp: changes.dhcp ?? { option43: true, option120: true },
    ...(changes.autodiscover && { autodiscover: changes.autodiscover }),
    ...(changes.dns && { dns: changes.dns }),
    ...(changes.time && { time: changes.time }),
    provisioned: {},
    frontEnd: defaultFrontEndSettings,
    webServices: {
      http: true,
      https: true,
      chainDownload: true,
      pinAuthentication: true,
      windowsAuthentication: true,
      certificateHours: 4320,
    },
  };
}

/** A context whose clock stands still. */
export function networkContext(changes: NetworkChanges = {}): ServerContext {
  const clock = changes.clock ?? standingClock(networkDate);
  const journal = new Journal({ time: clock });
  return { deployment: networkDeployment(changes), pool: new Pool(), clock, journal, faults: FaultPlan.none };
}

/** A clock that shows one date; nobody may wait for it. */
export function standingClock(date: Date): DatedClock {
  const refuse = (): never => {
    throw new Error('nothing waits for this clock');
  };
  return { now: () => new Date(date), elapsed: () => 0, alarm: refuse, sleep: refuse, within: refuse, join: refuse };
}
