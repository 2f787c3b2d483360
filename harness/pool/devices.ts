/** Devices remembered at most; a lab has a few dozen, the bound keeps a flood of MACs from growing without end. */
export const MAX_DEVICES = 10_000;

/** Which device speaks: by MAC once DHCP showed it, until then by address. */
export class Devices {
  readonly #macOfAddress = new Map<string, string>();

  /** DHCP showed that this MAC holds this address. */
  learn(mac: string, address: string): void {
    if (address === '0.0.0.0') return;
    if (this.#macOfAddress.size >= MAX_DEVICES) this.#macOfAddress.clear();
    this.#macOfAddress.set(address, mac);
  }

  /** The device's key: its MAC, else `ip:ADDRESS`. */
  ofAddress(address: string | undefined): string | undefined {
    if (address === undefined) return undefined;
    const plain = address.replace(/^::ffff:/, '');
    return this.#macOfAddress.get(plain) ?? `ip:${plain}`;
  }
}
