import type { Deployment } from '../../deployment/index.js';
import type { ScenarioClock } from '../../foundation/clock/index.js';
import type { SeededRandom } from '../../foundation/random.js';
import type { Journal } from '../../journal/index.js';
import type { Lab } from '../../lab/index.js';
import type { EmulatedPhone, PhoneState } from '../../phone/index.js';
import type { RunCertificates } from '../certificates.js';
import type { Device } from '../devices.js';
import type { PhoneSpec } from '../schema/phone.js';
import { lastWords } from './last-words.js';
import { makePhone } from './make-phone.js';
import { typedCredentials } from './phone.js';
import { usePhone } from './use-phone.js';

export interface DeviceParts {
  readonly clock: ScenarioClock;
  readonly journal: Journal;
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly lab: Lab;
  /** The address it is plugged in with. */
  readonly address: string;
  /** Its own: what it draws is no other phone's. */
  readonly random: SeededRandom;
  /** Where files the scenario names are looked for. */
  readonly folder: string;
  /** Ends every phone of the run. */
  readonly limit: AbortSignal;
}

/** One phone of a run, from its first power to its last word. */
export async function runDevice(device: Device, parts: DeviceParts): Promise<PhoneState> {
  const { address, certificates, clock, deployment, folder, journal, lab, limit, random } = parts;
  const { mac, powerOn, spec } = device;
  const participant = clock.join(device.name);
  let phone: EmulatedPhone | undefined;
  try {
    phone = makePhone(spec, {
      ...{ deployment, certificates, address, folder, mac, journal, random },
      ...{ dial: lab.dial, clock: participant },
    });
    const typed = (wish: PhoneSpec) => typedCredentials(wish, deployment);
    const usage = { clock: participant, journal, limit, powerOn, typed };
    return await withinLimit(usePhone(phone, spec, usage), limit);
  } finally {
    await phone?.close();
    // Before it leaves: without it the clock would skip what servers still wait for.
    await lastWords(journal);
    participant.leave();
  }
}

function withinLimit<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => reject(limit.reason));
    work.then(resolve, reject);
  });
}
