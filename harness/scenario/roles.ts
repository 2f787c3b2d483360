import type { Device } from './devices.js';

/** What is meant for devices by their MAC addresses, and can be meant for others instead. */
export interface Addressed {
  /** What is meant for the one is from now on for the other. */
  readdress(from: string, to: string): void;
}

/** Who plays the phones of a variant: devices whose MAC was drawn, until a real one comes and takes their place. */
export class Roles {
  readonly #drawn: ReadonlyMap<string, string>;
  readonly #played = new Map<string, string>();
  readonly #meant: readonly Addressed[];

  constructor(devices: readonly Device[], meant: readonly Addressed[]) {
    this.#drawn = new Map(devices.flatMap(({ alone, mac, name }) => (alone ? [] : [[name, mac]])));
    this.#meant = meant;
  }

  /** The device plays this phone alone; none, where there is no name. */
  assign(mac: string, name: string | undefined): void {
    for (const [other, player] of [...this.#played]) {
      if (player !== mac || other === name) continue;
      this.#played.delete(other);
      this.#readdress(mac, this.#drawn.get(other) ?? mac);
    }
    if (name === undefined || !this.#drawn.has(name)) return;
    const before = this.#played.get(name) ?? this.#drawn.get(name) ?? mac;
    this.#played.set(name, mac);
    this.#readdress(before, mac);
  }

  #readdress(from: string, to: string): void {
    if (from === to) return;
    for (const each of this.#meant) each.readdress(from, to);
  }
}
