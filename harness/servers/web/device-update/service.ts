import {
  type DeviceUpdateSettings,
  defaultDeviceUpdateSettings,
  type FirmwareOffer,
  host,
  type UpdateRuleKey,
} from '../../../deployment/index.js';
import { differences, type UpdateRules } from '../../../pool/index.js';
import type { ServerContext } from '../../context.js';

type Context = Pick<ServerContext, 'deployment' | 'pool'>;

export function deviceUpdateSettings({ deployment }: Pick<ServerContext, 'deployment'>): DeviceUpdateSettings {
  return deployment.deviceUpdate ?? defaultDeviceUpdateSettings;
}

/** The web service whose rules count here. */
export function ownWebService({ deployment }: Pick<ServerContext, 'deployment'>): string {
  return host(deployment, 'web').fqdn.toLowerCase();
}

export function updateRules(context: Context): UpdateRules {
  return context.pool.updates.rules(deviceUpdateSettings(context), ownWebService(context));
}

/** Whether this version may go to whoever asks for such a device. */
export function mayOffer(offer: FirmwareOffer, key: UpdateRuleKey, version: string): boolean {
  if (offer.kind !== 'package') return offer.kind === 'synthetic';
  return offer.rule.version === version && differences(offer.rule, key).length === 0;
}
