import type { Deployment } from '../../deployment/index.js';
import type { Clock, ScenarioClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { SeededRandom } from '../../foundation/random.js';
import type { Journal } from '../../journal/index.js';
import type { Lab } from '../../lab/index.js';
import { EmulatedPhone, type PhoneState } from '../../phone/index.js';
import type { RunCertificates } from '../certificates.js';
import type { Device } from '../devices.js';
import { durationMs } from '../schema/duration.js';
import { leases, loopbackPlug } from './loopback-plug.js';
import { anchorsFor, typedCredentials } from './phone.js';

/** Real time one variant may take before it counts as hung; the slowest bundled one needs about two seconds. */
export const VARIANT_LIMIT_MS = 60_000;

export interface PhoneParts {
  readonly clock: ScenarioClock;
  readonly journal: Journal;
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly lab: Lab;
  /** The address it is plugged in with. */
  readonly address: string;
  /** Its own: what it draws is no other phone's. */
  readonly random: SeededRandom;
  /** Ends every phone of the run. */
  readonly limit: AbortSignal;
}

/** Switch one phone on when its time has come, and use it as the scenario says. */
export async function usePhone(device: Device, parts: PhoneParts): Promise<PhoneState> {
  const { address, certificates, clock, deployment, journal, lab, limit, random } = parts;
  const { spec } = device;
  const typed = typedCredentials(spec, deployment);
  const participant = clock.join(device.name);
  let phone: EmulatedPhone | undefined;
  try {
    phone = new EmulatedPhone({
      model: spec.model,
      firmware: spec.firmware,
      mac: device.mac,
      anchors: (firmware) =>
        anchorsFor(firmware, [
          ...[certificates.default, ...certificates.swapped],
          ...[...certificates.further, ...certificates.later.values()],
        ]),
      typed,
      network: { address, dial: lab.dial, dhcp: { port: 0 }, ...(leases(deployment) && { lease: loopbackPlug }) },
      clock: participant,
      recorder: journal,
      random,
      ...(spec.hello ? { hello: spec.hello } : {}),
      ...(spec.refusal ? { refusal: spec.refusal } : {}),
      ...(spec.redirects ? { redirects: spec.redirects } : {}),
      ...(spec.provisioningServer ? { provisioningServer: spec.provisioningServer } : {}),
      ...(spec.keepsTicket === undefined ? {} : { keepsTicket: spec.keepsTicket }),
    });
    return await withinLimit(useOf(phone, device, participant, limit), limit);
  } finally {
    await phone?.close();
    participant.leave();
  }
}

async function useOf(
  phone: EmulatedPhone,
  { powerOn, spec: { off, stay } }: Device,
  clock: Clock,
  limit: AbortSignal,
): Promise<PhoneState> {
  if (powerOn !== undefined) await clock.sleep(durationMs(powerOn), limit);
  let state = await phone.powerOn(limit);
  if (stay !== undefined) state = await phone.stay(durationMs(stay), limit);
  if (off === undefined) return state;
  await phone.close();
  await clock.sleep(durationMs(off), limit);
  return await phone.powerOn(limit);
}

function withinLimit<T>(work: Promise<T>, limit: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    limit.addEventListener('abort', () => {
      reject(new HarnessError('INTERNAL', { detail: `the variant did not end within ${VARIANT_LIMIT_MS / 1000} s` }));
    });
    work.then(resolve, reject);
  });
}
