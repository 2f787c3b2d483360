import { type Diagnosis, diagnose, Evidence } from '../../diagnosis/index.js';
import type { FaultPlan } from '../../faults/index.js';
import type { Journal, JournalEvent } from '../../journal/index.js';
import type { PhoneState } from '../../phone/index.js';
import type { ExpectationRecord, PhoneRecord, RefusalRecord, VariantRecord } from '../../reports/record.js';
import type { ChangePlan } from '../changes/plan.js';
import type { Device } from '../devices.js';
import { judge } from '../expectations/judge.js';
import type { ExpectSpec } from '../schema/expect.js';

/** What a run leaves beside its journal. */
export interface Driven {
  readonly phones: readonly { readonly device: Device; readonly state: PhoneState }[];
  readonly faults: FaultPlan;
  readonly changes: ChangePlan;
}

/** What the record says of the run itself. */
export type Assessment = Pick<
  VariantRecord,
  'status' | 'outcome' | 'step' | 'refusal' | 'screen' | 'findings' | 'expectations' | 'phones'
>;

/** Judge a run: each phone by its own events, the lab as a whole by all. `expect`: the variant's. */
export function assess(expect: ExpectSpec, journal: Journal, run: Driven): Assessment {
  const { events } = journal;
  const diagnoses = diagnose(events);
  const assessed = run.phones.map((phone) => assessPhone(phone, diagnoses, journal, run));
  const [first] = assessed;
  const whole = {
    events,
    diagnosis: undefined,
    screen: undefined,
    faults: run.faults.all(),
    changes: run.changes.all(),
  };
  const ofAll = run.phones.some(({ device }) => device.alone) ? {} : expect;
  const expectations = [...assessed.flatMap((each) => each.expectations), ...judge(ofAll, whole)];
  const failed = expectations.some(({ status }) => status === 'missing' || status === 'unexpected');
  return {
    status: failed ? 'failed' : 'passed',
    ...(first?.record ?? { findings: [] }),
    expectations,
    ...(assessed.length > 1 && { phones: assessed.map(({ record }) => record) }),
  };
}

/** Of one phone: whose record it is, and its own expectations. */
function assessPhone(
  { device, state }: Driven['phones'][number],
  diagnoses: readonly Diagnosis[],
  { events: all }: Journal,
  { faults }: Driven,
): { readonly record: PhoneRecord; readonly expectations: ExpectationRecord[] } {
  const diagnosis = diagnoses.find((each) => each.device === state.mac);
  const events = device.alone ? all : all.filter((event) => concerns(event, state.mac));
  const judged = judge(device.expect, {
    ...{ events, all, diagnosis, screen: state.screen, firmware: state.firmware },
    standing: faults.all(),
  });
  const refusal = refusalOf(all, state.mac);
  return {
    record: {
      ...{ name: device.name, mac: state.mac },
      outcome: diagnosis?.outcome ?? 'sign-in-failed',
      step: state.outcome === 'signed-in' ? 'signed-in' : state.step,
      ...(refusal ? { refusal } : {}),
      screen: state.screen,
      findings: diagnosis?.findings ?? [],
    },
    expectations: device.alone ? judged : judged.map((each) => ({ ...each, phone: device.name })),
  };
}

/** A phone's own events, and what happened to the lab. */
function concerns({ device, service }: JournalEvent, mac: string): boolean {
  return device === mac || (device === undefined && (service === 'lab' || service === 'control'));
}

/** The refusal a phone stopped at, as the harness saw it. */
function refusalOf(events: readonly JournalEvent[], device: string): RefusalRecord | undefined {
  const evidence = new Evidence(events.filter((event) => event.device === device));
  const refused = evidence.standingRefusal('front-end') ?? evidence.standingRefusal('web');
  if (!refused) return undefined;
  const { service, how, alert, when } = refused;
  return { service, how, when, ...(alert === undefined ? {} : { alert }) };
}
