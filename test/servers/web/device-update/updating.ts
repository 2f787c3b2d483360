import type { DeviceUpdateSettings } from '../../../../harness/deployment/index.js';
import { defaultDeviceUpdateSettings } from '../../../../harness/deployment/index.js';
import type { TestContextOptions } from '../../deployment.js';

export const checkPath = '/RequestHandler/ucdevice.upx';
export const version = '4.0.7577.4420';
export const folder = `/RequestHandler/Files/UCPhone/Polycom/CX600/A/ENU/${version}/CPE`;

/** A deployment with one approved rule, whose images are these many bytes. */
export function updating(changed: Partial<DeviceUpdateSettings> = {}): TestContextOptions {
  return {
    deployment: {
      deviceUpdate: {
        ...defaultDeviceUpdateSettings,
        rules: [
          {
            ...{ deviceType: 'UCPhone', brand: 'Polycom', model: 'CX600', revision: 'A', locale: 'ENU' },
            approved: version,
          },
        ],
        imageBytes: 300_000,
        offer: { kind: 'synthetic' },
        ...changed,
      },
    },
  };
}

/** A check as the emulated phone makes it. */
export function checkOf(installed: string, fields: Readonly<Record<string, string>> = {}): string {
  const all = {
    ...{ DeviceType: 'UCPhone', MacAddress: '0004F2AABBCC', SerialNumber: 'ABC123', Vendor: 'Polycom' },
    ...{ Model: 'CX600', Revision: 'A', Locale: 'ENU', UserId: 'alice' },
    ...fields,
  };
  const elements = Object.entries(all).map(([name, value]) => `<${name}>${value}</${name}>`);
  return (
    `<?xml version="1.0" encoding="utf-8"?><Request>${elements.join('')}<Modules><Module><FileName>CPE.nbt</FileName>` +
    `<Version>${installed}</Version><Timestamp>2013-01-15T00:00:00Z</Timestamp></Module></Modules></Request>`
  );
}
