import { resolve } from 'node:path';
import type { Deployment } from '../../deployment/index.js';
import type { Clock } from '../../foundation/clock/index.js';
import type { SeededRandom } from '../../foundation/random.js';
import type { Journal } from '../../journal/index.js';
import { EmulatedPhone, type PhoneOptions } from '../../phone/index.js';
import type { RunCertificates } from '../certificates.js';
import { loadProfile } from '../lab/learn.js';
import type { PhoneSpec } from '../schema/phone.js';
import { leases, loopbackPlug } from './loopback-plug.js';
import { anchorsFor, typedCredentials } from './phone.js';

/** The wall socket a scenario's phone is plugged into, and who made the roots it may hold. */
export interface PhoneSocket {
  readonly deployment: Deployment;
  readonly certificates: RunCertificates;
  readonly dial: PhoneOptions['network']['dial'];
  /** IPv4. */
  readonly address: string;
  /** Drawn when absent. */
  readonly mac?: string | undefined;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly random: SeededRandom;
  /** Where files the scenario names are looked for. */
  readonly folder: string;
}

/** The phone of a scenario, off. @throws HarnessError USAGE, and those of `EmulatedPhone` */
export function makePhone(spec: PhoneSpec, socket: PhoneSocket): EmulatedPhone {
  const { address, certificates, clock, deployment, dial, folder, journal, mac, random } = socket;
  const { firmware, hello, keepsTicket, model, pinInClear, profile, provisioningServer, redirects, refusal } = spec;
  return new EmulatedPhone({
    ...{ model, firmware, clock, random, recorder: journal },
    ...(mac !== undefined && { mac }),
    anchors: (running) =>
      anchorsFor(running, [
        ...[certificates.default, ...certificates.swapped],
        ...[...certificates.further, ...certificates.later.values()],
      ]),
    typed: typedCredentials(spec, deployment),
    network: { address, dial, dhcp: { port: 0 }, ...(leases(deployment) && { lease: loopbackPlug }) },
    ...(profile !== undefined && { profile: loadProfile(resolve(folder, profile)) }),
    ...(hello && { hello }),
    ...(refusal && { refusal }),
    ...(redirects && { redirects }),
    ...(pinInClear && { pinInClear }),
    ...(provisioningServer && { provisioningServer }),
    ...(keepsTicket !== undefined && { keepsTicket }),
    ...wishes(spec),
  });
}

/** What of the phone's ways to its servers, of its updates and its builds the scenario says. */
function wishes(spec: PhoneSpec): Partial<PhoneOptions> {
  const { autodiscover, chainWhenTethered, crash, deviceLock, sendsLogs, timeSources, updateOverHttp, updatePrompt } =
    spec;
  return {
    ...(autodiscover && { autodiscover }),
    ...(timeSources && { timeSources }),
    ...(chainWhenTethered && { chainWhenTethered }),
    ...(crash && { crash: crashOf(crash) }),
    ...(deviceLock && { deviceLock }),
    ...(updatePrompt && { updatePrompt }),
    ...(sendsLogs && { sendsLogs }),
    ...(updateOverHttp && { updateOverHttp }),
  };
}

/** Without a member that is undefined. */
function crashOf({ firmware, users }: NonNullable<PhoneSpec['crash']>): NonNullable<PhoneOptions['crash']> {
  return users ? { firmware, users } : { firmware };
}
