import type { FaultSpec } from '../faults/index.js';
import type { SeededRandom } from '../foundation/random.js';
import { phoneModels } from '../phone/index.js';
import { formatMac, parseMac } from '../wire/dhcp/index.js';
import type { ChangeSpec } from './changes/schema.js';
import type { ScenarioPhone, Variant } from './scenario.js';

/** A phone of a run: what the scenario says of it, and its MAC address. */
export interface Device extends ScenarioPhone {
  readonly mac: string;
}

/** The phones of a run, each with an address of its own: the scenario's, or one of its model's vendor. */
export function devicesOf(variant: Variant, random: SeededRandom): Device[] {
  const taken = new Set(variant.phones.flatMap(({ spec }) => (spec.mac === undefined ? [] : [spec.mac])));
  return phonesOf(variant).map((phone) => {
    const mac = phone.spec.mac ?? drawn(phone, random, taken);
    taken.add(mac);
    return { ...phone, mac };
  });
}

/** The only phone is as the variant has it now: whoever changes that changes the phone. */
function phonesOf({ expect, phone, phones }: Variant): readonly ScenarioPhone[] {
  return phones.map((each) => (each.alone ? { ...each, spec: phone, expect } : each));
}

function drawn({ name, spec }: ScenarioPhone, random: SeededRandom, taken: ReadonlySet<string>): string {
  const oui = phoneModels.get(spec.model)?.oui ?? '02:00:00';
  for (let attempt = 0; ; attempt++) {
    const own = random.derive(`mac ${name} ${attempt}`).bytes(3);
    const mac = formatMac(Buffer.concat([parseMac(`${oui}:00:00:00`).subarray(0, 3), own]));
    if (!taken.has(mac)) return mac;
  }
}

/** The faults of a run, each phone's own among them, with MAC addresses for names. */
export function faultsOf(variant: Pick<Variant, 'faults'>, devices: readonly Device[]): FaultSpec[] {
  const ofAll = variant.faults.map((fault) => {
    const device = fault.when?.device;
    return device === undefined ? fault : { ...fault, when: { ...fault.when, device: macOfName(device, devices) } };
  });
  const own = devices.flatMap(({ faults, mac }) =>
    faults.map((fault) => ({ ...fault, when: { ...fault.when, device: mac } })),
  );
  return [...ofAll, ...own];
}

export function changesOf({ changes }: Pick<Variant, 'changes'>, devices: readonly Device[]): ChangeSpec[] {
  return changes.map((change) =>
    change.device === undefined ? change : { ...change, device: macOfName(change.device, devices) },
  );
}

function macOfName(device: string, devices: readonly Device[]): string {
  return devices.find(({ alone, name }) => !alone && name === device)?.mac ?? device;
}
