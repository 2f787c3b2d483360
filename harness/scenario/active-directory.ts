import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServerCertificate } from '../../certs/authorities/index.js';
import { summarize } from '../../certs/trust/index.js';
import {
  type ActiveDirectorySettings,
  authoritiesOf,
  certificatesOfFile,
  defaultActiveDirectorySettings as defaults,
  type PublishedCa,
  type ServerStore,
} from '../deployment/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import type { ActiveDirectorySpec } from './schema/active-directory.js';
import type { DeploymentSpec } from './schema/deployment.js';

export interface ActiveDirectoryChoices {
  readonly dhcpDomain: string;
  readonly certificates: ServerStore['certificates'];
  /** The default certificate comes from a CA that the domain's own directory knows. */
  readonly enterpriseCa: boolean;
  /** The host `ca` is deployed. */
  readonly enrollment: boolean;
  /** Where files are looked for. */
  readonly folder: string;
}

/**
 * The domain controller a scenario describes, undefined where it has none.
 * Errors: FILE_UNREADABLE, CERTIFICATE_FILE_INVALID, CERTIFICATE_SPEC_INVALID.
 */
export async function activeDirectoryOf(
  spec: ActiveDirectorySpec = {},
  choices: ActiveDirectoryChoices,
): Promise<ActiveDirectorySettings | undefined> {
  if (spec.deployed === false) return undefined;
  const { certificates, dhcpDomain, folder } = choices;
  const given = spec.published;
  const enterpriseCa = given === undefined && choices.enterpriseCa;
  const published = given
    ? (await Promise.all(given.map((entry) => publishedOf(entry, certificates, folder)))).flat()
    : enterpriseCa
      ? byEnterpriseCa(certificates.default)
      : [];
  return {
    domain: spec.domain ?? dhcpDomain.toLowerCase(),
    locator: spec.locator ?? defaults.locator,
    ldap: spec.ldap ?? defaults.ldap,
    globalCatalog: spec.globalCatalog ?? defaults.globalCatalog,
    ldaps: spec.ldaps ?? defaults.ldaps,
    anonymous: spec.anonymous ?? defaults.anonymous,
    signingRequired: spec.signingRequired ?? defaults.signingRequired,
    maxPageSize: spec.maxPageSize ?? defaults.maxPageSize,
    published,
    enterpriseCa,
    ...(choices.enrollment && {
      enrollment: {
        page: spec.enrollmentService?.page ?? 'windows',
        authorities: authoritiesOf(certificates.default),
      },
    }),
  };
}

/** Whether a CA of the domain can be found in its directory: an Enterprise CA left as it was set up, or one that is asked for. */
export function deploysEnrollment(
  { activeDirectory = {}, hosts }: Pick<DeploymentSpec, 'activeDirectory' | 'hosts'>,
  enterpriseCa: boolean,
): boolean {
  const { deployed, enrollmentService, published } = activeDirectory;
  if (deployed === false) return false;
  const asked = enrollmentService !== undefined || hosts?.ca !== undefined;
  return enrollmentService?.deployed ?? (asked || (enterpriseCa && published === undefined));
}

/** Its setup publishes an Enterprise CA and what stands above it. */
function byEnterpriseCa(certificate: ServerCertificate): PublishedCa[] {
  return authoritiesOf(certificate).map((each) => ({
    store: summarize(each).selfSigned ? 'RootCA' : 'SubCA',
    certificate: each,
  }));
}

async function publishedOf(
  { certificate, file, store }: NonNullable<ActiveDirectorySpec['published']>[number],
  certificates: ServerStore['certificates'],
  folder: string,
): Promise<PublishedCa[]> {
  const found = file === undefined ? deployed(certificate ?? '', certificates) : await readCertificates(folder, file);
  return found.map((each) => ({ store, certificate: each }));
}

/** The root of a certificate's chain, or what stands between. */
export function authoritiesNamed(certificate: ServerCertificate, part: 'root' | 'intermediates'): readonly Buffer[] {
  return authoritiesOf(certificate).filter((each) => summarize(each).selfSigned === (part === 'root'));
}

/** `default.root`, `default.intermediates`. */
function deployed(name: string, certificates: ServerStore['certificates']): readonly Buffer[] {
  const [use = '', part] = name.split('.');
  const byUse: Readonly<Record<string, ServerCertificate | undefined>> = certificates;
  const certificate = Object.hasOwn(byUse, use) ? byUse[use] : undefined;
  if (!certificate) {
    const detail = `activeDirectory.published names "${name}", and the deployment has no certificate "${use}"`;
    throw new HarnessError('CERTIFICATE_SPEC_INVALID', { detail });
  }
  return authoritiesNamed(certificate, part === 'root' ? 'root' : 'intermediates');
}

/** The certificates of a PEM, DER or PKCS#7 file. Errors: FILE_UNREADABLE, CERTIFICATE_FILE_INVALID. */
export async function readCertificates(folder: string, file: string): Promise<readonly Buffer[]> {
  const path = resolve(folder, file);
  let data: Buffer;
  try {
    data = readFileSync(path);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file: path, detail: (error as Error).message }, { cause: error });
  }
  return await certificatesOfFile(data, path);
}
