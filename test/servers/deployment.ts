import type { ProvisioningAuthority, ServerCertificate } from '../../certs/authorities/index.js';
import {
  type Deployment,
  defaultCertificateProvisioningSettings,
  defaultFrontEndSettings,
  type Host,
  serverCertificateNames,
  type User,
} from '../../harness/deployment/index.js';
import { FaultPlan } from '../../harness/faults/index.js';
import { type DatedClock, ScenarioClock } from '../../harness/foundation/clock/index.js';
import { Secret } from '../../harness/foundation/secret.js';
import { type EventType, Journal, type JournalEvent } from '../../harness/journal/index.js';
import { Pool } from '../../harness/pool/index.js';
import type { ServerContext } from '../../harness/servers/context.js';
import type { Upstream } from '../../harness/servers/sockets/upstream/index.js';
import { defaultTlsSettings } from '../../harness/tls/index.js';
import { keptAuthority, keptServerCertificate } from '../certs/kept-keys.js';

/** The date in every server test, unless the test sets its own. */
export const testDate = new Date('2014-11-15T09:00:00Z');

/** Values no other text in these tests contains, so that a leak can be searched for. */
export const alicePin = '730259';
export const alicePassword = 'Correct-Horse-41';
export const jeffPin = '846120';
export const jeffPassword = 'Battery-Staple-42';

export const alice: User = {
  name: 'alice',
  displayName: 'Alice Adams',
  sipAddress: 'alice@contoso.com',
  extension: '1001',
  phoneNumber: '+12065551001',
  pin: new Secret(alicePin),
  password: new Secret(alicePassword),
  enabled: true,
  home: 'front-end',
};

export const jeff: User = {
  name: 'jeff',
  displayName: 'Jeff Price',
  sipAddress: 'jeff@contoso.com',
  extension: '1002',
  phoneNumber: '+12065551002',
  pin: new Secret(jeffPin),
  password: new Secret(jeffPassword),
  enabled: true,
  home: 'front-end',
};

const hosts: readonly Host[] = [
  { name: 'front-end', fqdn: 'pool01.contoso.com', address: '127.10.1.1' },
  { name: 'web', fqdn: 'lyncweb.contoso.com', address: '127.10.1.2' },
  { name: 'dc', fqdn: 'dc01.contoso.com', address: '127.10.1.3' },
];

let minted: Promise<{ certificate: ServerCertificate; provisioning: ProvisioningAuthority }> | undefined;

/** Keys take a second to make, so the certificates are minted once a process. */
function certificates(): NonNullable<typeof minted> {
  minted ??= mint();
  return minted;
}

async function mint() {
  const names = serverCertificateNames({
    sipDomain: 'contoso.com',
    dhcpDomain: 'contoso.com',
    frontEnd: 'pool01.contoso.com',
    web: 'lyncweb.contoso.com',
  });
  const [certificate, provisioning] = await Promise.all([
    keptServerCertificate({ profile: 'enterprise-two-tier', subject: 'pool01.contoso.com', names, at: testDate }),
    keptAuthority(testDate),
  ]);
  return { certificate, provisioning };
}

/** A deployment of contoso.com with alice and jeff; `overrides` replace whole members. */
export async function testDeployment(overrides: Partial<Deployment> = {}): Promise<Deployment> {
  const { certificate, provisioning } = await certificates();
  return {
    sipDomain: 'contoso.com',
    sipDomains: ['contoso.com'],
    dhcpDomain: 'contoso.com',
    netbiosDomain: 'CONTOSO',
    hosts: new Map(hosts.map((each) => [each.name, each])),
    registrar: 'front-end',
    users: [alice, jeff],
    certificates: { default: certificate },
    tls: { default: defaultTlsSettings },
    provisioning,
    certificateProvisioning: defaultCertificateProvisioningSettings,
    dhcp: { option43: true, option120: true },
    provisioned: {},
    frontEnd: { ...defaultFrontEndSettings, schemes: ['TLS-DSK'] },
    webServices: {
      http: true,
      https: true,
      chainDownload: true,
      pinAuthentication: true,
      windowsAuthentication: true,
      certificateHours: 4320,
    },
    ...overrides,
  };
}

export interface TestContextOptions {
  readonly deployment?: Partial<Deployment>;
  readonly clock?: DatedClock;
  /** Default none. */
  readonly faults?: FaultPlan;
  readonly keyLog?: (line: string) => void;
  /** The server behind; default none. */
  readonly upstream?: Upstream;
  /** Where unparsable bodies go; default nowhere. */
  readonly capture?: (label: string, body: Buffer) => string;
  readonly discard?: (name: string) => void;
}

/** What a server core is made from, with a clock at `testDate` and an empty pool and journal. */
export async function testContext(options: TestContextOptions = {}): Promise<ServerContext> {
  const clock = options.clock ?? new ScenarioClock({ start: testDate, waits: 'real' });
  const journal = new Journal({
    time: clock,
    ...(options.capture && { capture: options.capture }),
    ...(options.discard && { discard: options.discard }),
  });
  const { faults = FaultPlan.none, keyLog, upstream } = options;
  const deployment = await testDeployment(options.deployment);
  return { deployment, pool: new Pool(), clock, journal, faults, upstream, ...(keyLog && { keyLog }) };
}

/** The events of one type, in order. */
export function eventsOf<T extends EventType>(journal: Journal, type: T): JournalEvent<T>[] {
  return journal.events.filter((event) => event.type === type) as unknown as JournalEvent<T>[];
}
