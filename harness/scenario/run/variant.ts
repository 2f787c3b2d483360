import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { captureInto, discardFrom, Journal, writeJournal } from '../../journal/index.js';
import { openLab } from '../../lab/index.js';
import type { VariantRecord } from '../../reports/record.js';
import { loopbackAddresses } from '../addresses.js';
import { armFaults } from '../arm.js';
import { ChangePlan } from '../changes/plan.js';
import { changeResources, laterCertificates } from '../changes/resources.js';
import { deploy } from '../deploy.js';
import { changesOf, devicesOf, faultsOf } from '../devices.js';
import type { Scenario, Variant } from '../scenario.js';
import { assess, type Driven } from './assess.js';
import type { RunOptions } from './options.js';
import { runDevice } from './run-device.js';
import { watch } from './watchdog.js';

/** Run one variant with the emulated phone: deploy, open, power on, close, diagnose, judge. Never rejects. */
export async function runVariant(scenario: Scenario, variant: Variant, options: RunOptions): Promise<VariantRecord> {
  const started = performance.now();
  const seed = `${options.seed}/${scenario.id}/${variant.name}`;
  const clock = new ScenarioClock({ start: startOf(variant), waits: 'skip' });
  const folder = options.output && join(options.output, fileName(scenario, variant));
  const captures = folder && `${folder}.captures`;
  const keeping = captures ? { capture: captureInto(captures), discard: discardFrom(captures) } : {};
  const journal = new Journal({ time: clock, ...keeping });
  const head = {
    scenario: scenario.id,
    variant: variant.name,
    summary: variant.summary ?? scenario.summary,
    seed,
    ...(folder ? { journal: `${folder}.jsonl` } : {}),
  };
  const tail = () => ({
    durationMs: Math.round(performance.now() - started),
    elapsedMs: Math.round(clock.elapsed()),
    events: journal.events.length,
  });
  let file: { close(): void } | undefined;
  try {
    file = folder ? writeJournal(journal, `${folder}.jsonl`) : undefined;
    const run = await drive(scenario, variant, options, { seed, clock, journal });
    return { ...head, ...assess(variant.expect, journal, run), ...tail() };
  } catch (thrown) {
    const error = asHarnessError(thrown);
    journal.recorder('lab').record('harness.error', { code: error.code, message: error.message });
    const reason = `${error.code}: ${error.message} ${error.action}`;
    return { ...head, status: 'error', reason, findings: [], expectations: [], ...tail() };
  } finally {
    clock.stop();
    file?.close();
    options.onJournal?.(journal.events);
  }
}

interface RunParts {
  readonly seed: string;
  readonly clock: ScenarioClock;
  readonly journal: Journal;
}

async function drive(scenario: Scenario, variant: Variant, options: RunOptions, parts: RunParts): Promise<Driven> {
  const { seed, clock, journal } = parts;
  const addresses = loopbackAddresses();
  const random = new SeededRandom(seed);
  const devices = devicesOf(variant, random.derive('devices'));
  const [specs, folder] = [faultsOf(variant, devices), dirname(scenario.file)];
  const { deployment, certificates } = await deploy(variant.deployment, {
    at: clock.startDate,
    addresses,
    certificate: options.certificate,
    keys: options.keys?.(),
    faults: specs,
    later: laterCertificates(variant.changes),
    folder,
  });
  const faults = armFaults(specs, certificates.resources, journal);
  const lab = await openLab({
    scenario: scenario.id,
    variant: variant.name,
    seed,
    deployment,
    clock,
    journal,
    faults,
    ports: options.ports,
    permission: { allow: [], yesLab: false },
    prepared: certificates.later,
    keyLog: options.keyLog,
  });
  const resources = changeResources(lab, deployment, folder);
  const changes = new ChangePlan(changesOf(variant, devices), { lab, journal, clock, resources });
  const watchdog = watch(journal);
  try {
    const common = { clock, journal, deployment, certificates, folder, lab, limit: watchdog.signal };
    const used = devices.map(async (device, index) => {
      const own = {
        address: addresses.phone(index),
        random: random.derive(device.alone ? 'phone' : `phone ${device.name}`),
      };
      return { device, state: await runDevice(device, { ...common, ...own }) };
    });
    changes.start();
    return { phones: await allOf(used), faults, changes };
  } finally {
    watchdog.stop();
    await changes.close();
    await lab.close('the phone is done');
  }
}

/** All of them; the first failure, once none is under way any more. */
async function allOf<T>(work: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(work);
  return await Promise.all(work);
}

function startOf(variant: Variant): Date {
  // The one place where a scenario may take today's date; afterwards time comes from the clock alone.
  return variant.clock === 'now' ? new Date() : new Date(variant.clock);
}

function fileName(scenario: Scenario, variant: Variant): string {
  return `${scenario.id}.${variant.name}`.replace(/[^a-z0-9.-]+/gi, '_');
}
