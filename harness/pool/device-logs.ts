/** One log a device left. */
export interface DeviceLog {
  /** Clock milliseconds. */
  readonly at: number;
  readonly bytes: number;
  /** The name its body was kept under. */
  readonly capture?: string;
}

const DAY_MS = 86_400_000;

/** The logs that devices left with the update service, oldest first. */
export class DeviceLogs {
  #logs: DeviceLog[] = [];
  #bytes = 0;

  /** Of all that are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  get count(): number {
    return this.#logs.length;
  }

  keep(log: DeviceLog): void {
    this.#logs.push(log);
    this.#bytes += log.bytes;
  }

  /** Takes away those that are `days` old or older at `now`, clock milliseconds; they are given back. */
  clear(now: number, days: number): readonly DeviceLog[] {
    const until = now - days * DAY_MS;
    const young = this.#logs.findIndex(({ at }) => at > until);
    const old = this.#logs.splice(0, young < 0 ? this.#logs.length : young);
    for (const { bytes } of old) this.#bytes -= bytes;
    return old;
  }
}
