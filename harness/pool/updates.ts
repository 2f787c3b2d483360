import type { DeviceUpdateSettings } from '../deployment/index.js';
import { DeviceLogs } from './device-logs.js';
import { type KeptUpdates, UpdateRules } from './update-rules.js';

/** The device update service's part of the pool: rules as deployed, until an administrator changes them. */
export class Updates {
  #rules: UpdateRules | undefined;
  #kept: KeptUpdates | undefined;
  #changed: ((now: KeptUpdates) => void) | undefined;
  readonly logs = new DeviceLogs();

  /** Those that were deployed when first asked, with what was done to them since. */
  rules(deployed: Pick<DeviceUpdateSettings, 'rules' | 'testDevices'>, ownService: string): UpdateRules {
    this.#rules ??= this.#made(deployed, ownService);
    return this.#rules;
  }

  /** Goes on with what an earlier process had, and tells `changed` what there is after each change. */
  keep(kept: KeptUpdates | undefined, changed: (now: KeptUpdates) => void): void {
    this.#kept = kept;
    this.#changed = changed;
  }

  #made(deployed: Pick<DeviceUpdateSettings, 'rules' | 'testDevices'>, ownService: string): UpdateRules {
    const rules = new UpdateRules(deployed, ownService, this.#kept);
    rules.keep(() => this.#changed?.({ rules: rules.list(), testDevices: rules.testDevices() }));
    return rules;
  }
}
