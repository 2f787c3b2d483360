import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { ProvisioningAuthority, type ServerCertificate, sameAuthorities } from '../../certs/authorities/index.js';
import { type Deployment, type DhcpMode, type FirmwareOffer, host } from '../deployment/index.js';
import type { FaultPlan } from '../faults/index.js';
import { ScenarioClock } from '../foundation/clock/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import { SeededRandom } from '../foundation/random.js';
import { captureInto, discardFrom, Journal, writeJournal } from '../journal/index.js';
import { type Lab, type LabPermission, openLab, type PortPlan, samePorts } from '../lab/index.js';
import { Pool } from '../pool/index.js';
import type { Upstream } from '../servers/sockets/upstream/index.js';
import type { LabAddresses } from './addresses.js';
import { armFaults } from './arm.js';
import { authorityOf } from './certificate-provisioning.js';
import type { RunCertificates } from './certificates.js';
import { ChangePlan } from './changes/plan.js';
import { changeResources, laterCertificates } from './changes/resources.js';
import { deploy } from './deploy.js';
import { changesOf, devicesOf, faultsOf } from './devices.js';
import { openLockedState } from './kept-state.js';
import { keepUpdates } from './kept-updates.js';
import { Roles } from './roles.js';
import type { Scenario, Variant } from './scenario.js';
import { type ServedFiles, writeCertificates } from './served-files.js';
import { writeUpdateAudit } from './update-audit-file.js';
import { variantNamed } from './variant-named.js';

export interface ServeOptions {
  readonly seed: string;
  readonly ports: PortPlan;
  readonly addresses: LabAddresses;
  readonly permission: LabPermission;
  /** Instead of the scenario’s DHCP mode; off loopback addresses are leased by this word alone. */
  readonly dhcp?: DhcpMode | undefined;
  readonly certificate?: ServerCertificate | undefined;
  /** Folder for the journal and captures; a temporary one when absent. */
  readonly output?: string | undefined;
  /** Folder where the authority of user certificates and what it issued outlive this process. */
  readonly state?: string | undefined;
  /** The server behind, by the operator's explicit word. */
  readonly upstream?: Upstream | undefined;
  /** What firmware may be offered; default none, for real phones may be there. */
  readonly firmware?: FirmwareOffer | undefined;
  /** Gets the NSS key log line of every TLS connection. */
  readonly keyLog?: ((line: string) => void) | undefined;
  /** The control API was asked to stop. */
  requestStop(): void;
  /** The control API was asked for another variant, by its name. Absent: it cannot be. */
  requestVariant?(name: string): void;
}

export type { ServedFiles } from './served-files.js';

/** One scenario served in real time. */
export interface Served {
  readonly variant: Variant;
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly clock: ScenarioClock;
  readonly lab: Lab;
  readonly journal: Journal;
  readonly faults: FaultPlan;
  readonly changes: ChangePlan;
  readonly files: ServedFiles;
  /**
   * Serve another variant on the same ports, with the same authorities where it has them and with what was issued to
   * phones: their connections break, and they come back by themselves. Errors: VARIANT_NOT_LIVE, what opening gives.
   */
  replace(variant: Variant): Promise<void>;
  /** A phone stands for this one of the variant's `phones`, or for none: what is to go wrong for that goes wrong for it. */
  standsFor(mac: string, name: string | undefined): void;
  /** Close every port and remove the temporary files. */
  close(reason: string): Promise<void>;
}

/** What of a served lab changes with the variant. */
interface Opened {
  readonly variant: Variant;
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly faults: FaultPlan;
  readonly changes: ChangePlan;
  readonly pool: Pool;
  readonly lab: Lab;
  readonly roles: Roles;
}

/** Open a variant for real phones: waits take their time, and it stays until closed. */
export async function serveVariant(scenario: Scenario, variant: Variant, options: ServeOptions): Promise<Served> {
  const state = options.state === undefined ? undefined : openLockedState(options.state);
  const date = dateOf(variant);
  // Behind the issue of a certificate it would not be valid yet.
  const start = state?.latest && state.latest > date ? state.latest : date;
  const clock = new ScenarioClock({ start, waits: 'real' });
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-'));
  chmodSync(folder, 0o700);
  const records = options.output ?? folder;
  const captures = join(records, 'captures');
  const journal = new Journal({ time: clock, capture: captureInto(captures), discard: discardFrom(captures) });
  // Variants of one scenario are of one company: a phone that knows its root knows it in the next variant.
  const keys = sameAuthorities();
  const clean = (): void => {
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
    state?.release();
  };
  const scenarioFolder = dirname(scenario.file);
  const unwritten = ({ code, message }: HarnessError) => {
    journal.recorder('lab').record('harness.error', { code, message });
  };
  const open = async (next: Variant, ports: PortPlan, before?: Opened): Promise<Opened> => {
    const devices = devicesOf(next, new SeededRandom(options.seed).derive('devices'));
    const faultSpecs = faultsOf(next, devices);
    const { deployment, certificates } = await deploy(next.deployment, {
      at: before ? clock.now() : clock.startDate,
      addresses: options.addresses,
      certificate: options.certificate,
      keys: keys(),
      faults: faultSpecs,
      later: laterCertificates(next.changes),
      folder: scenarioFolder,
      provisioning: before?.deployment.provisioning ?? state?.authority ?? (await authority(next, clock.now())),
      firmware: options.firmware ?? { kind: 'nothing' },
    });
    const pool = new Pool(before?.pool);
    if (options.state !== undefined) keepUpdates(options.state, pool.updates, unwritten);
    const faults = armFaults(faultSpecs, certificates.resources, journal);
    await before?.changes.close();
    await before?.lab.close('another variant');
    const lab = await openLab({
      scenario: scenario.id,
      variant: next.name,
      seed: options.seed,
      deployment,
      pool,
      clock,
      journal,
      faults,
      ports,
      permission: options.permission,
      dhcp: {
        mode: options.dhcp,
        leaseFile: options.state === undefined ? undefined : join(options.state, 'dhcp-leases.jsonl'),
      },
      prepared: certificates.later,
      keyLog: options.keyLog,
      upstream: options.upstream,
      control: {
        address: '127.0.0.1',
        token: before?.lab.control?.token,
        requestStop: () => options.requestStop(),
        requestVariant: variantRequest(scenario, options),
      },
    });
    const resources = changeResources(lab, deployment, scenarioFolder);
    const changes = new ChangePlan(changesOf(next, devices), { lab, journal, clock, resources });
    changes.start();
    const roles = new Roles(devices, [faults, changes]);
    return { variant: next, deployment, certificates, faults, changes, pool, lab, roles };
  };
  try {
    const journalFile = join(records, 'journal.jsonl');
    const file = writeJournal(journal, journalFile);
    let { ports } = options;
    let opened = await open(variant, ports);
    state?.keep(opened.deployment.provisioning, opened.pool.certificates, unwritten);
    const { fqdn } = host(opened.deployment, 'web');
    const audit = writeUpdateAudit(journal, { at: clock.now(), folder: records, server: fqdn });
    const controlToken = join(folder, 'control.token');
    writeFileSync(controlToken, opened.lab.control?.token ?? '', { mode: 0o600 });
    let written = writeCertificates(folder, ...certificatesOf(opened));
    return {
      get variant() {
        return opened.variant;
      },
      get deployment() {
        return opened.deployment;
      },
      get certificates() {
        return opened.certificates;
      },
      get lab() {
        return opened.lab;
      },
      get faults() {
        return opened.faults;
      },
      get changes() {
        return opened.changes;
      },
      get files() {
        return { ...written, controlToken, journal: journalFile, updateAudit: audit.file };
      },
      journal,
      clock,
      replace: async (next) => {
        const { name } = opened.variant;
        refuseUnlessLive(opened.variant, next, options);
        journal.recorder('lab').record('lab.variant', { from: name, to: next.name });
        // A port that one variant keeps closed is the same one in the next.
        ports = samePorts(ports, opened.lab);
        opened = await open(next, ports, opened);
        written = writeCertificates(folder, ...certificatesOf(opened));
      },
      standsFor: (mac, name) => opened.roles.assign(mac, name),
      close: async (reason) => {
        await opened.changes.close();
        await opened.lab.close(reason);
        file.close();
        audit.close();
        clean();
      },
    };
  } catch (error) {
    clean();
    throw error;
  }
}

function dateOf({ clock }: Variant): Date {
  return clock === 'now' ? new Date() : new Date(clock);
}

/** Made apart from the chains, so that the n-th key of every variant is for the same authority. */
function authority({ deployment }: Variant, at: Date): Promise<ProvisioningAuthority> {
  return ProvisioningAuthority.create({ at, ...authorityOf(deployment.certificateProvisioning) });
}

/** What cannot change while phones are on: the date, and sockets that were handed over. */
function refuseUnlessLive(from: Variant, to: Variant, { ports, upstream }: ServeOptions): void {
  const refused = (detail: string) => new HarnessError('VARIANT_NOT_LIVE', { variant: to.name, detail });
  if (from.clock !== to.clock) throw refused('its date is another one, and the clock does not jump');
  if ((ports.inherited?.size ?? 0) > 0) throw refused('the sockets were handed over, and cannot be opened again');
  if (upstream) throw refused('requests go on to a server behind, which belongs to one variant');
}

function variantRequest(scenario: Scenario, { requestVariant }: ServeOptions) {
  if (!requestVariant) return undefined;
  return (name: string) => {
    variantNamed(scenario, name);
    return () => requestVariant(name);
  };
}

function certificatesOf({ certificates }: Opened): [ServerCertificate, ServerCertificate[]] {
  return [certificates.default, [...certificates.swapped, ...certificates.further, ...certificates.later.values()]];
}
