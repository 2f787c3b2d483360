import { randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import type { ServerCertificate } from '../../../certs/authorities/index.js';
import type { Deployment } from '../../deployment/index.js';
import { type Diagnosis, diagnose } from '../../diagnosis/index.js';
import { SeededRandom } from '../../foundation/random.js';
import type { EventDetails, EventType, Journal, JournalEvent } from '../../journal/index.js';
import type { Endpoint, LabPermission, PortPlan } from '../../lab/index.js';
import type { EmulatedPhone } from '../../phone/index.js';
import { type LabAddresses, loopbackAddresses } from '../addresses.js';
import { makePhone } from '../run/make-phone.js';
import { BASE_VARIANT, type Scenario, type Variant } from '../scenario.js';
import type { PhoneSpec } from '../schema/phone.js';
import { type ServedFiles, serveVariant } from '../serve.js';
import { variantNamed } from '../variant-named.js';
import { asScenario } from './load.js';
import { waitForEvent } from './wait-for-event.js';

export interface StartHarnessOptions {
  /** Default: the scenario as reported. */
  readonly variant?: string;
  /** Repeats what is drawn; default a new one. */
  readonly seed?: string;
  /** Default: ephemeral ports. */
  readonly ports?: PortPlan;
  /** Default: a loopback network of its own. */
  readonly addresses?: LabAddresses;
  /** Who may be answered off loopback; default nobody. */
  readonly permission?: LabPermission;
  /** What the servers show as `default`, instead of a minted certificate. */
  readonly certificate?: ServerCertificate;
  /** Folder for the journal; a temporary one, removed at the end, when absent. */
  readonly output?: string;
}

/** A scenario's servers, open. Everything they saw is in the journal. */
export interface Harness {
  readonly scenario: Scenario;
  readonly variant: Variant;
  readonly seed: string;
  readonly deployment: Deployment;
  readonly journal: Journal;
  /** Where each service listens: `front-end`, `web`, `dhcp`, `dns`… */
  readonly endpoints: ReadonlyMap<string, Endpoint>;
  /** For `EmulatedPhone`: from what phones are told (`tcp 127.64.0.12:443`) to where it is. */
  readonly dial: Readonly<Record<string, string>>;
  /** PEM of the root behind the servers' certificate, and what else is in files. */
  readonly files: ServedFiles;
  /** An emulated phone plugged into this harness, off: the scenario's, with what is given instead. Closed with it. */
  phone(changes?: Partial<PhoneSpec>): EmulatedPhone;
  /** What became of each phone so far, with findings and remedies. */
  diagnose(): readonly Diagnosis[];
  /**
   * The first event of that type whose fields match, in the past or to come.
   * @throws HarnessError EVENT_NOT_SEEN after `withinMs` of real time, default 10 s
   */
  event<T extends EventType>(type: T, fields?: Partial<EventDetails[T]>, withinMs?: number): Promise<JournalEvent>;
  /** Switches its phones off and closes every port; harmless when closed already. */
  close(): Promise<void>;
}

/**
 * Opens the servers of a scenario in this process, for a phone of yours, a program, or the emulated phone.
 * @throws HarnessError as `loadScenario`, and those of opening: PORT_TAKEN, LAB_GUARD…
 */
export async function startHarness(given: Scenario | string, options: StartHarnessOptions = {}): Promise<Harness> {
  const scenario = asScenario(given);
  const variant = variantNamed(scenario, options.variant ?? BASE_VARIANT);
  const { addresses = loopbackAddresses(), certificate, output, ports = { mode: 'any', set: {} } } = options;
  const seed = options.seed ?? randomBytes(4).toString('hex');
  const served = await serveVariant(scenario, variant, {
    ...{ seed, ports, addresses, certificate, output },
    permission: options.permission ?? { allow: [], yesLab: false },
    requestStop: () => {},
  });
  const { certificates, clock, deployment, files, journal, lab } = served;
  const phones: EmulatedPhone[] = [];
  let closed: Promise<void> | undefined;
  const close = async () => {
    for (const phone of phones) await phone.close();
    await served.close('the harness was closed');
  };
  return {
    ...{ scenario, variant, seed, deployment, journal, files },
    endpoints: lab.endpoints,
    dial: lab.dial,
    phone: (changes = {}) => {
      const nth = phones.length;
      const phone = makePhone(
        { ...variant.phone, ...changes },
        {
          ...{ certificates, clock, deployment, journal, dial: lab.dial, address: addresses.phone(nth) },
          folder: dirname(scenario.file),
          random: new SeededRandom(seed).derive(`phone/${nth}`),
        },
      );
      phones.push(phone);
      return phone;
    },
    diagnose: () => diagnose(journal.events),
    event: (type, fields, withinMs) => waitForEvent(journal, type, fields, withinMs),
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}
