import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { firmwareAnchors, substituteStandIns } from '../../certs/trust/index.js';
import type { ReadyLine } from '../../harness/cli/serve/ready.js';
import { type Clock, ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { SeededRandom } from '../../harness/foundation/random.js';
import { Secret } from '../../harness/foundation/secret.js';
import { Journal } from '../../harness/journal/index.js';
import { EmulatedPhone, HashedSlot } from '../../harness/phone/index.js';

export interface FleetOptions {
  readonly phones: number;
  readonly model: string;
  readonly firmware: string;
  /** How many times faster than on a desk pauses between tries go by; 1 when absent. */
  readonly hurry?: number;
}

interface Member {
  readonly phone: EmulatedPhone;
  readonly journal: Journal;
  /** What has come of its image. */
  readonly slot: HashedSlot;
}

/** What became of one phone's update. */
export interface Updated {
  readonly firmware: string;
  /** Bytes that were there when a try began, the first included. */
  readonly startedFrom: readonly number[];
}

/** Emulated phones in this process, plugged into a `serve` of another one, which may be killed and come back elsewhere. */
export class Fleet {
  readonly #dial: Record<string, string> = {};
  readonly #clock = new ScenarioClock({ start: new Date(), waits: 'real' });
  readonly #members: readonly Member[];
  #standIns: { readonly anchor: string; readonly certificate: Buffer }[] = [];

  constructor({ firmware, hurry = 1, model, phones }: FleetOptions) {
    this.#members = Array.from({ length: phones }, (_, number) => {
      const journal = new Journal({ time: this.#clock });
      const slot = new HashedSlot();
      const phone = new EmulatedPhone({
        ...{ firmware, model },
        anchors: (version) => substituteStandIns(firmwareAnchors(version), this.#standIns),
        typed: {
          ...{ signIn: 'usb', sipAddress: 'jeff@contoso.test', domain: 'CONTOSO', user: 'jeff' },
          password: new Secret('unused: nobody gets as far as signing in'),
        },
        network: { address: addressOf(number), dial: this.#dial, dhcp: { port: 0 } },
        clock: hurried(this.#clock, hurry),
        recorder: journal,
        random: new SeededRandom(`fleet ${number}`),
        imageSlot: slot,
      });
      return { phone, journal, slot };
    });
  }

  /** Where the lab is by now. */
  plugInto({ dial, files }: ReadyLine): void {
    for (const key of Object.keys(this.#dial)) delete this.#dial[key];
    Object.assign(this.#dial, dial);
    const pems = typeof files.standIns === 'object' ? files.standIns : {};
    this.#standIns = Object.entries(pems).map(([anchor, pem]) => ({
      anchor,
      certificate: new X509Certificate(readFileSync(pem)).raw,
    }));
  }

  /** Why tries of each phone ended so far. */
  get problems(): readonly (readonly string[])[] {
    return this.#members.map(({ journal }) =>
      journal.events.flatMap((event) => (event.type === 'phone.update-download' ? (event.problem ?? []) : [])),
    );
  }

  /** Bytes each phone has of its image. */
  get progress(): readonly number[] {
    return this.#members.map(({ slot }) => slot.length);
  }

  /** Powers all on at once; each is switched off again once it has installed something, or has nothing left to try. */
  async update(): Promise<readonly Updated[]> {
    return await Promise.all(this.#members.map(updated));
  }

  async close(): Promise<void> {
    await Promise.all(this.#members.map(({ phone }) => phone.close()));
    this.#clock.stop();
  }
}

async function updated({ journal, phone }: Member): Promise<Updated> {
  const startedFrom: number[] = [];
  journal.subscribe((event) => {
    if (event.type === 'phone.firmware') void phone.close();
    if (event.type !== 'phone.update-download') return;
    if (event.state === 'started' || event.state === 'resumed') startedFrom.push(event.bytes);
  });
  try {
    await phone.powerOn();
  } catch (error) {
    if (!(error instanceof HarnessError) || error.code !== 'PHONE_SWITCHED_OFF') throw error;
  }
  return { firmware: phone.state.firmware, startedFrom };
}

/** One of its own, where the platform has more than one. */
function addressOf(number: number): string {
  if (process.platform !== 'linux') return '127.0.0.1';
  return `127.62.${Math.floor(number / 200)}.${10 + (number % 200)}`;
}

/** Pauses go by faster; how long an answer may take stays as it is. */
function hurried(clock: Clock, times: number): Clock {
  return {
    elapsed: () => clock.elapsed(),
    sleep: (ms, signal) => clock.sleep(ms / times, signal),
    within: (ms, work) => clock.within(ms, work),
  };
}

/** What a fleet of CX700 on 3.5.6907.35 updates to: CU5, which that firmware can check. */
export const FLEET_VERSION = '4.0.7577.4066';

/** A scenario with one approved image of so many bytes; `faults` is YAML. */
export function fleetScenario(size: number, faults = '[]'): string {
  return `id: update/fleet
summary: Phones that update at once.
source: "a measurement"
deployment:
  sipDomain: contoso.test
  deviceUpdate:
    rules: [ { brand: Polycom, model: CX700, approved: ${FLEET_VERSION} } ]
    images: { size: ${size} }
phone: { model: CX700, firmware: 3.5.6907.35, signIn: usb, user: jeff }
faults: ${faults}
expect: { outcome: signed-in }
`;
}
