import { dirname, join, resolve } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Deployment } from '../../deployment/index.js';
import { diagnose } from '../../diagnosis/index.js';
import type { FaultPlan } from '../../faults/index.js';
import { type Clock, ScenarioClock } from '../../foundation/clock/index.js';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { captureInto, Journal, writeJournal } from '../../journal/index.js';
import { type Lab, openLab } from '../../lab/index.js';
import { EmulatedPhone, type PhoneState } from '../../phone/index.js';
import type { VariantRecord } from '../../reports/record.js';
import { loopbackAddresses } from '../addresses.js';
import { armFaults } from '../arm.js';
import type { RunCertificates } from '../certificates.js';
import { deploy } from '../deploy.js';
import { judge } from '../expectations/judge.js';
import { loadProfile } from '../lab/learn.js';
import type { Scenario, Variant } from '../scenario.js';
import { durationMs } from '../schema/duration.js';
import { leases, loopbackPlug } from './loopback-plug.js';
import type { RunOptions } from './options.js';
import { anchorsFor, typedCredentials } from './phone.js';
import { refusalOf } from './refusal.js';

/** Real time one variant may take before it counts as hung; the slowest bundled one needs about two seconds. */
export const VARIANT_LIMIT_MS = 60_000;

/** Run one variant with the emulated phone: deploy, open, power on, close, diagnose, judge. Never rejects. */
export async function runVariant(scenario: Scenario, variant: Variant, options: RunOptions): Promise<VariantRecord> {
  const started = performance.now();
  const seed = `${options.seed}/${scenario.id}/${variant.name}`;
  const clock = new ScenarioClock({ start: startOf(variant), waits: 'skip' });
  const folder = options.output && join(options.output, fileName(scenario, variant));
  const journal = new Journal({ time: clock, ...(folder ? { capture: captureInto(`${folder}.captures`) } : {}) });
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
    return { ...head, ...assess(variant, journal, run), ...tail() };
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

/** What a run leaves beside its journal. */
interface Driven {
  readonly state: PhoneState;
  readonly faults: FaultPlan;
}

async function drive(scenario: Scenario, variant: Variant, options: RunOptions, parts: RunParts): Promise<Driven> {
  const { seed, clock, journal } = parts;
  const addresses = loopbackAddresses();
  const { deployment, certificates } = await deploy(variant.deployment, {
    at: clock.now(),
    addresses,
    certificate: options.certificate,
    keys: options.keys?.(),
    faults: variant.faults,
    folder: dirname(scenario.file),
  });
  const faults = armFaults(variant.faults, certificates.resources, journal);
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
    keyLog: options.keyLog,
  });
  try {
    const state = await usePhone(variant, {
      ...parts,
      deployment,
      certificates,
      lab,
      address: addresses.phone(0),
      folder: dirname(scenario.file),
    });
    return { state, faults };
  } finally {
    await lab.close('the phone is done');
  }
}

interface PhoneParts extends RunParts {
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly lab: Lab;
  readonly address: string;
  /** Where files the scenario names are looked for. */
  readonly folder: string;
}

async function usePhone(variant: Variant, parts: PhoneParts): Promise<PhoneState> {
  const { seed, clock, journal, deployment, certificates, lab, address } = parts;
  const typed = typedCredentials(variant.phone, deployment);
  const participant = clock.join('phone');
  const limit = AbortSignal.timeout(VARIANT_LIMIT_MS);
  let phone: EmulatedPhone | undefined;
  try {
    phone = new EmulatedPhone({
      model: variant.phone.model,
      firmware: variant.phone.firmware,
      anchors: (firmware) =>
        anchorsFor(firmware, [...[certificates.default, ...certificates.swapped], ...certificates.further]),
      typed,
      network: { address, dial: lab.dial, dhcp: { port: 0 }, ...(leases(deployment) && { lease: loopbackPlug }) },
      clock: participant,
      recorder: journal,
      random: new SeededRandom(seed).derive('phone'),
      ...(variant.phone.profile ? { profile: loadProfile(resolve(parts.folder, variant.phone.profile)) } : {}),
      ...(variant.phone.hello ? { hello: variant.phone.hello } : {}),
      ...(variant.phone.refusal ? { refusal: variant.phone.refusal } : {}),
      ...(variant.phone.redirects ? { redirects: variant.phone.redirects } : {}),
      ...(variant.phone.provisioningServer ? { provisioningServer: variant.phone.provisioningServer } : {}),
      ...(variant.phone.keepsTicket === undefined ? {} : { keepsTicket: variant.phone.keepsTicket }),
    });
    return await withinLimit(useOf(phone, variant, participant, limit), limit);
  } finally {
    await phone?.close();
    participant.leave();
  }
}

async function useOf(
  phone: EmulatedPhone,
  { phone: { off, stay } }: Variant,
  clock: Clock,
  limit: AbortSignal,
): Promise<PhoneState> {
  let state = await phone.powerOn(limit);
  if (stay !== undefined) state = await phone.stay(durationMs(stay), limit);
  if (off === undefined) return state;
  await phone.close();
  await clock.sleep(durationMs(off), limit);
  return await phone.powerOn(limit);
}

function assess(variant: Variant, journal: Journal, { state, faults }: Driven) {
  const diagnosis = diagnose(journal.events).find(({ device }) => device === state.mac);
  const expectations = judge(variant.expect, {
    events: journal.events,
    diagnosis,
    screen: state.screen,
    firmware: state.firmware,
    faults: faults.all(),
  });
  const failed = expectations.some(({ status }) => status === 'missing' || status === 'unexpected');
  const refusal = refusalOf(journal.events.filter(({ device }) => device === state.mac));
  return {
    status: failed ? ('failed' as const) : ('passed' as const),
    outcome: diagnosis?.outcome ?? ('sign-in-failed' as const),
    step: state.outcome === 'signed-in' ? 'signed-in' : state.step,
    ...(refusal ? { refusal } : {}),
    screen: state.screen,
    findings: diagnosis?.findings ?? [],
    expectations,
  };
}

function withinLimit<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => {
      reject(new HarnessError('INTERNAL', { detail: `the variant did not end within ${VARIANT_LIMIT_MS / 1000} s` }));
    });
    work.then(resolve, reject);
  });
}

function startOf(variant: Variant): Date {
  // The one place where a scenario may take today's date; afterwards time comes from the clock alone.
  return variant.clock === 'now' ? new Date() : new Date(variant.clock);
}

function fileName(scenario: Scenario, variant: Variant): string {
  return `${scenario.id}.${variant.name}`.replace(/[^a-z0-9.-]+/gi, '_');
}
