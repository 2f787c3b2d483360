import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Deployment } from '../../deployment/index.js';
import { diagnose, Evidence } from '../../diagnosis/index.js';
import type { FaultPlan } from '../../faults/index.js';
import { ScenarioClock } from '../../foundation/clock/index.js';
import { asHarnessError } from '../../foundation/errors/index.js';
import { SeededRandom } from '../../foundation/random.js';
import { captureInto, discardFrom, Journal, writeJournal } from '../../journal/index.js';
import { type Lab, openLab } from '../../lab/index.js';
import type { EmulatedPhone, PhoneState } from '../../phone/index.js';
import type { RefusalRecord, VariantRecord } from '../../reports/record.js';
import { loopbackAddresses } from '../addresses.js';
import { armFaults } from '../arm.js';
import type { RunCertificates } from '../certificates.js';
import { deploy } from '../deploy.js';
import { judge } from '../expectations/judge.js';
import type { Scenario, Variant } from '../scenario.js';
import { lastWords } from './last-words.js';
import { makePhone } from './make-phone.js';
import type { RunOptions } from './options.js';
import { usePhone } from './use-phone.js';
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
    return { ...head, ...assess(variant, journal, run), ...tail() };
  } catch (thrown) {
    const error = asHarnessError(thrown);
    journal.recorder('lab').record('harness.error', { code: error.code, message: error.message });
    const reason = `${error.code}: ${error.message} ${error.action}`;
    return { ...head, status: 'error', reason, findings: [], expectations: [], ...tail() };
  } finally {
    clock.stop();
    file?.close();
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
    const state = await withPhone(variant, { ...parts, deployment, certificates, lab, address: addresses.phone(0) });
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
}

async function withPhone(variant: Variant, parts: PhoneParts): Promise<PhoneState> {
  const { seed, clock, journal, deployment, certificates, lab, address } = parts;
  const participant = clock.join('phone');
  const watchdog = watch(journal);
  const limit = watchdog.signal;
  let phone: EmulatedPhone | undefined;
  try {
    phone = makePhone(variant.phone, {
      ...{ deployment, certificates, address, journal, dial: lab.dial, clock: participant },
      random: new SeededRandom(seed).derive('phone'),
    });
    return await withinLimit(usePhone(phone, variant.phone, { clock: participant, journal, limit }), limit);
  } finally {
    watchdog.stop();
    await phone?.close();
    // Before it leaves: without it the clock would skip what servers still wait for.
    await lastWords(journal);
    participant.leave();
  }
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
  const refusal = refusalOf(journal, state.mac);
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

/** The refusal the phone stopped at, as the harness saw it. */
function refusalOf(journal: Journal, device: string): RefusalRecord | undefined {
  const evidence = new Evidence(journal.events.filter((event) => event.device === device));
  const refused = evidence.standingRefusal('front-end') ?? evidence.standingRefusal('web');
  if (!refused) return undefined;
  const { service, how, alert, when } = refused;
  return { service, how, when, ...(alert === undefined ? {} : { alert }) };
}

function withinLimit<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason));
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
