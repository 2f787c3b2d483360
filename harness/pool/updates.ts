import type { DeviceUpdateSettings } from '../deployment/index.js';
import { DeviceLogs } from './device-logs.js';
import { UpdateRules } from './update-rules.js';

/** The device update service's part of the pool: rules as deployed, until an administrator changes them. */
export class Updates {
  #rules: UpdateRules | undefined;
  readonly logs = new DeviceLogs();

  /** Those that were deployed when first asked, with what was done to them since. */
  rules(deployed: Pick<DeviceUpdateSettings, 'rules' | 'testDevices'>, ownService: string): UpdateRules {
    this.#rules ??= new UpdateRules(deployed, ownService);
    return this.#rules;
  }
}
