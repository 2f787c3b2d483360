import type { X509Certificate } from 'node:crypto';
import {
  type CertificateProvisioningSettings,
  defaultCertificateProvisioningSettings,
} from '../../../../harness/deployment/index.js';
import { keptServerCertificate } from '../../../certs/kept-keys.js';
import { type TestContextOptions, testDate } from '../../deployment.js';

/** The certificate provisioning settings with some changed. */
export function provisioning(changed: Partial<CertificateProvisioningSettings>): TestContextOptions {
  return { deployment: { certificateProvisioning: { ...defaultCertificateProvisioningSettings, ...changed } } };
}

let foreign: Promise<Buffer> | undefined;

/** Root of another company, DER; made once a process. */
export function foreignRoot(): Promise<Buffer> {
  foreign ??= mint();
  return foreign;
}

async function mint(): Promise<Buffer> {
  const names = ['mail.fabrikam.com'];
  const spec = { profile: 'enterprise-root', subject: 'mail.fabrikam.com', names, at: testDate } as const;
  const { root } = await keptServerCertificate(spec);
  if (!root) throw new Error('no root was minted');
  return root;
}

/** Whole hours from the test's date to the end of a certificate. */
export function hoursLeft({ validTo }: X509Certificate, from = testDate): number {
  return Math.floor((Date.parse(validTo) - from.getTime()) / 3_600_000);
}
