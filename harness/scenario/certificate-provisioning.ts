import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  defaultUserCertificateProfile,
  namedKeyUsages,
  type ProvisioningAuthorityOptions,
  type ServerCertificate,
} from '../../certs/authorities/index.js';
import { summarize } from '../../certs/trust/index.js';
import {
  authoritiesOf,
  type CertificateProvisioningSettings,
  certificatesOfFile,
  defaultCertificateProvisioningSettings as defaults,
  normalThumbprint,
  type ServerStore,
  type TrustedCa,
  trustedCaOfCertificate,
  trustedCaOfThumbprint,
} from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { CertificateProvisioningSpec } from './schema/certificate-provisioning.js';
import { durationMs } from './schema/duration.js';

type TrustedCaSpec = NonNullable<CertificateProvisioningSpec['trustedCas']>[number];

/**
 * The settings a scenario describes, with the files it names read from `folder`.
 * Errors: FILE_UNREADABLE, CERTIFICATE_FILE_INVALID, CERTIFICATE_SPEC_INVALID.
 */
export async function certificateProvisioningOf(
  spec: CertificateProvisioningSpec,
  certificates: ServerStore['certificates'],
  folder: string,
): Promise<CertificateProvisioningSettings> {
  const serverStore = (await Promise.all((spec.serverStore ?? []).map((file) => read(folder, file)))).flat();
  const store: ServerStore = { certificates, certificateProvisioning: { serverStore } };
  const entries = await Promise.all((spec.trustedCas ?? []).map((entry) => trustedCasOf(entry, store, folder)));
  const { revokeAfter } = spec;
  return {
    metadata: spec.metadata ?? defaults.metadata,
    inferChainFromSsl: spec.inferChainFromSsl ?? defaults.inferChainFromSsl,
    trustedCas: distinct(entries.flat()),
    missingThumbprint: spec.missingThumbprint ?? defaults.missingThumbprint,
    chainBundling: spec.chainBundling ?? defaults.chainBundling,
    serverStore,
    requestKeyBits: { ...defaults.requestKeyBits, ...given(spec.requestKeyBits) },
    validityHours: { ...defaults.validityHours, ...given(spec.validityHours) },
    deviceId: spec.deviceId ?? defaults.deviceId,
    profile: profileOf(spec.certificate),
    certificateStore: spec.certificateStore ?? defaults.certificateStore,
    revokeAfterMs: revokeAfter === undefined ? undefined : durationMs(revokeAfter),
  };
}

/** The authority inside the service. */
export function authorityOf(
  spec: CertificateProvisioningSpec | undefined,
): Pick<ProvisioningAuthorityOptions, 'issuer' | 'keyBits'> {
  const { authorityKeyBits, issuer } = spec?.certificate ?? {};
  return {
    ...(issuer !== undefined && { issuer }),
    ...(authorityKeyBits !== undefined && { keyBits: authorityKeyBits }),
  };
}

function profileOf({
  extendedKeyUsages,
  hash,
  subject,
  uris,
}: NonNullable<CertificateProvisioningSpec['certificate']> = {}): CertificateProvisioningSettings['profile'] {
  const usages: Readonly<Record<string, string>> = namedKeyUsages;
  return {
    subject: subject ?? defaultUserCertificateProfile.subject,
    uris: uris ?? defaultUserCertificateProfile.uris,
    extendedKeyUsages:
      extendedKeyUsages?.map((name) => usages[name] ?? name) ?? defaultUserCertificateProfile.extendedKeyUsages,
    algorithm: hash === undefined ? defaultUserCertificateProfile.algorithm : `${hash}RSA`,
  };
}

async function trustedCasOf(entry: TrustedCaSpec, store: ServerStore, folder: string): Promise<TrustedCa[]> {
  const thumbprint = entry.thumbprint === undefined ? undefined : normalThumbprint(entry.thumbprint);
  if (thumbprint !== undefined) return [trustedCaOfThumbprint(store, thumbprint, entry.store)];
  const found = entry.file === undefined ? deployed(entry.certificate ?? '', store) : await read(folder, entry.file);
  return found.map((certificate) => trustedCaOfCertificate(certificate, entry.store));
}

/** `default.root`, `default.intermediates`. */
function deployed(name: string, { certificates }: ServerStore): readonly Buffer[] {
  const [use = '', part] = name.split('.');
  const byUse: Readonly<Record<string, ServerCertificate | undefined>> = certificates;
  const certificate = Object.hasOwn(byUse, use) ? byUse[use] : undefined;
  if (!certificate) {
    const detail = `trustedCas names "${name}", and the deployment has no certificate "${use}"`;
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
  }
  return authoritiesOf(certificate).filter((each) => summarize(each).selfSigned === (part === 'root'));
}

async function read(folder: string, file: string): Promise<readonly Buffer[]> {
  const path = resolve(folder, file);
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file: path, detail: (error as Error).message }, { cause: error });
  }
  return await certificatesOfFile(data, path);
}

function distinct(entries: readonly TrustedCa[]): TrustedCa[] {
  return [...new Map(entries.map((entry) => [`${entry.store} ${entry.thumbprint}`, entry])).values()];
}

function given(range: { min?: number | undefined; max?: number | undefined } | undefined) {
  const { max, min } = range ?? {};
  return { ...(min !== undefined && { min }), ...(max !== undefined && { max }) };
}
