import { type DeviceUpdateSettings, defaultDeviceUpdateSettings, type FirmwareOffer } from '../deployment/index.js';
import type { DeploymentSpec } from './schema/deployment.js';

/** The device update service a scenario describes; `offer` is the caller's word on who may get what. */
export function deviceUpdateOf(spec: DeploymentSpec, offer: FirmwareOffer): DeviceUpdateSettings {
  const given = spec.deviceUpdate ?? {};
  const usual = defaultDeviceUpdateSettings;
  const rules = (given.rules ?? []).map((rule) => ({
    ...rule,
    deviceType: rule.deviceType ?? 'UCPhone',
    revision: rule.revision ?? 'A',
    locale: rule.locale ?? 'ENU',
  }));
  return {
    rules: offer.kind === 'package' ? [...rules, packageRule(offer.rule)] : rules,
    testDevices: given.testDevices ?? [],
    storeUrls: given.storeUrls ?? usual.storeUrls,
    storeForm: given.storeForm ?? usual.storeForm,
    externalAnonymous: given.externalAnonymous ?? usual.externalAnonymous,
    imageBytes: given.images?.size ?? usual.imageBytes,
    imagesMade: given.images?.made === undefined ? usual.imagesMade : new Date(given.images.made),
    offer,
    logs: {
      ...(given.logs?.storeBytes !== undefined && { storeBytes: given.logs.storeBytes }),
      quotaBytes: given.logs?.quotaBytes ?? usual.logs.quotaBytes,
      cleanUpDays: given.logs?.cleanUpDays ?? usual.logs.cleanUpDays,
    },
    maxLogBytes: given.maxLogBytes ?? usual.maxLogBytes,
  };
}

/** What an operator gave, he wants approved; it stands in the place of a rule of the same key. */
function packageRule({ version, ...key }: Extract<FirmwareOffer, { kind: 'package' }>['rule']) {
  return { ...key, approved: version };
}
