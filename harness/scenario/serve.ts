import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import { type Deployment, type DhcpMode, type FirmwareOffer, host } from '../deployment/index.js';
import type { FaultPlan } from '../faults/index.js';
import { ScenarioClock } from '../foundation/clock/index.js';
import type { HarnessError } from '../foundation/errors/index.js';
import { SeededRandom } from '../foundation/random.js';
import { captureInto, discardFrom, Journal, writeJournal } from '../journal/index.js';
import { type Lab, type LabPermission, openLab, type PortPlan } from '../lab/index.js';
import { Pool } from '../pool/index.js';
import type { Upstream } from '../servers/sockets/upstream/index.js';
import type { LabAddresses } from './addresses.js';
import { armFaults } from './arm.js';
import type { RunCertificates } from './certificates.js';
import { ChangePlan } from './changes/plan.js';
import { changeResources, laterCertificates } from './changes/resources.js';
import { deploy } from './deploy.js';
import { changesOf, devicesOf, faultsOf } from './devices.js';
import { openLockedState } from './kept-state.js';
import { keepUpdates } from './kept-updates.js';
import type { Scenario, Variant } from './scenario.js';
import { writeUpdateAudit } from './update-audit-file.js';

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
}

/** Files a served lab leaves for whoever connects to it. */
export interface ServedFiles {
  /** PEM of the root behind the default certificate. */
  readonly rootCertificate: string;
  /** Token of the control API, mode 0600. */
  readonly controlToken: string;
  readonly journal: string;
  /** The device update service's audit log, as CSV. */
  readonly updateAudit: string;
  /** PEM of each stand-in of a real root, by the root's id. */
  readonly standIns: Readonly<Record<string, string>>;
}

/** One scenario served in real time. */
export interface Served {
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly clock: ScenarioClock;
  readonly lab: Lab;
  readonly journal: Journal;
  readonly faults: FaultPlan;
  readonly changes: ChangePlan;
  readonly files: ServedFiles;
  /** Close every port and remove the temporary files. */
  close(reason: string): Promise<void>;
}

/** Open a variant for real phones: waits take their time, and it stays until closed. */
export async function serveVariant(scenario: Scenario, variant: Variant, options: ServeOptions): Promise<Served> {
  const state = options.state === undefined ? undefined : openLockedState(options.state);
  const date = variant.clock === 'now' ? new Date() : new Date(variant.clock);
  // Behind the issue of a certificate it would not be valid yet.
  const start = state?.latest && state.latest > date ? state.latest : date;
  const clock = new ScenarioClock({ start, waits: 'real' });
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-'));
  chmodSync(folder, 0o700);
  const records = options.output ?? folder;
  const captures = join(records, 'captures');
  const journal = new Journal({ time: clock, capture: captureInto(captures), discard: discardFrom(captures) });
  const clean = (): void => {
    clock.stop();
    rmSync(folder, { recursive: true, force: true });
    state?.release();
  };
  const devices = devicesOf(variant, new SeededRandom(options.seed).derive('devices'));
  const faultSpecs = faultsOf(variant, devices);
  const scenarioFolder = dirname(scenario.file);
  try {
    const { deployment, certificates } = await deploy(variant.deployment, {
      at: clock.now(),
      addresses: options.addresses,
      certificate: options.certificate,
      faults: faultSpecs,
      later: laterCertificates(variant.changes),
      folder: scenarioFolder,
      provisioning: state?.authority,
      firmware: options.firmware ?? { kind: 'nothing' },
    });
    const pool = new Pool();
    const unwritten = ({ code, message }: HarnessError) => {
      journal.recorder('lab').record('harness.error', { code, message });
    };
    state?.keep(deployment.provisioning, pool.certificates, unwritten);
    if (options.state !== undefined) keepUpdates(options.state, pool.updates, unwritten);
    const faults = armFaults(faultSpecs, certificates.resources, journal);
    const journalFile = join(records, 'journal.jsonl');
    const file = writeJournal(journal, journalFile);
    const audit = writeUpdateAudit(journal, { at: clock.now(), folder: records, server: host(deployment, 'web').fqdn });
    const lab = await openLab({
      scenario: scenario.id,
      variant: variant.name,
      seed: options.seed,
      deployment,
      pool,
      clock,
      journal,
      faults,
      ports: options.ports,
      permission: options.permission,
      dhcp: {
        mode: options.dhcp,
        leaseFile: options.state === undefined ? undefined : join(options.state, 'dhcp-leases.jsonl'),
      },
      prepared: certificates.later,
      keyLog: options.keyLog,
      upstream: options.upstream,
      control: { address: '127.0.0.1', requestStop: () => options.requestStop() },
    });
    const resources = changeResources(lab, deployment, scenarioFolder);
    const changes = new ChangePlan(changesOf(variant, devices), { lab, journal, clock, resources });
    const written = writeCertificates(folder, certificates.default, [
      ...[...certificates.swapped, ...certificates.further],
      ...certificates.later.values(),
    ]);
    const controlToken = join(folder, 'control.token');
    writeFileSync(controlToken, lab.control?.token ?? '', { mode: 0o600 });
    changes.start();
    return {
      deployment,
      certificates,
      clock,
      lab,
      journal,
      faults,
      changes,
      files: { ...written, controlToken, journal: journalFile, updateAudit: audit.file },
      close: async (reason) => {
        await changes.close();
        await lab.close(reason);
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

function writeCertificates(
  folder: string,
  certificate: ServerCertificate,
  swapped: readonly ServerCertificate[],
): Pick<ServedFiles, 'rootCertificate' | 'standIns'> {
  const rootCertificate = join(folder, 'root.pem');
  const root = certificate.root ?? certificate.chain[0];
  writeFileSync(rootCertificate, root ? pem(root) : '');
  const standIns: Record<string, string> = {};
  for (const standIn of [certificate, ...swapped].flatMap(({ standIns: own }) => own ?? [])) {
    const file = join(folder, `${standIn.anchor}.pem`);
    writeFileSync(file, pem(standIn.certificate));
    standIns[standIn.anchor] = file;
  }
  return { rootCertificate, standIns };
}

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}
