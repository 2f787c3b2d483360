import { tlsVersion } from '../../wire/tls/index.js';
import { engineSuites } from '../engine/suite.js';
import { type OpensslSuite, opensslHas, opensslSuites } from './openssl-suites.js';
import type { ServerTlsVersion, TlsSettings } from './settings.js';
import { admitted } from './usable-suites.js';
import { serverVersions, versionNumber } from './version.js';

/** One suite at one version, and who serves it. */
export interface ServedSuite {
  readonly version: ServerTlsVersion;
  /** IANA's name. */
  readonly suite: string;
  readonly opensslName: string;
  /** `none`: this port does not serve it; `note` says why. */
  readonly engine: 'openssl' | 'tls10' | 'none';
  readonly note?: string;
}

interface Candidate {
  readonly name: string;
  readonly opensslName: string;
  readonly openssl: OpensslSuite | undefined;
  readonly own: boolean;
}

/**
 * Every suite either engine knows at every version it exists in, with the engine that serves it here, or the reason
 * why none does: for a port's answer to "can my phone get in?".
 */
export function servedSuites(settings: TlsSettings, leafKeyIsRsa: boolean): readonly ServedSuite[] {
  return serverVersions.flatMap((version) =>
    candidates(versionNumber(version)).map(({ name, opensslName, openssl, own }) => {
      const row = { version, suite: name, opensslName };
      const note = excluded(version, { name, opensslName }, settings);
      if (note !== undefined) return { ...row, engine: 'none', note };
      const missing = openssl ? opensslLacks(openssl, settings, leafKeyIsRsa) : 'OpenSSL is built without it';
      if (missing === undefined) return { ...row, engine: 'openssl' };
      const lacks = engineLacks(own, version, settings, leafKeyIsRsa);
      return lacks === undefined ? { ...row, engine: 'tls10' } : { ...row, engine: 'none', note: both(missing, lacks) };
    }),
  );
}

function candidates(version: number): Candidate[] {
  const openssl = opensslSuites().filter(({ oldest, newest }) => version >= oldest && version <= newest);
  const known = new Set(openssl.map(({ id }) => id));
  const own = version === tlsVersion.tls13 ? [] : engineSuites.filter(({ id }) => !known.has(id));
  return [
    ...openssl.map((suite) => ({ ...suite, openssl: suite, own: engineSuites.some(({ id }) => id === suite.id) })),
    ...own.map(({ name, opensslName }) => ({ name, opensslName, openssl: undefined, own: true })),
  ];
}

function excluded(
  version: ServerTlsVersion,
  suite: { readonly name: string; readonly opensslName: string },
  settings: TlsSettings,
): string | undefined {
  const { minVersion, maxVersion } = settings;
  if (versionNumber(version) < versionNumber(minVersion)) return `the settings begin at ${minVersion}`;
  if (versionNumber(version) > versionNumber(maxVersion)) return `the settings end at ${maxVersion}`;
  return admitted([suite], settings).length === 0 ? 'the settings leave it out' : undefined;
}

function opensslLacks(suite: OpensslSuite, settings: TlsSettings, leafKeyIsRsa: boolean): string | undefined {
  if (settings.engine === 'tls10') return 'the settings force the TLS 1.0 engine';
  if (!opensslHas(suite)) return 'OpenSSL is built without it';
  if (suite.certificate === 'rsa' && !leafKeyIsRsa) return 'it needs a certificate with an RSA key';
  if (suite.certificate === 'ecdsa' && leafKeyIsRsa) return 'it needs a certificate with an EC key';
  return undefined;
}

function engineLacks(
  own: boolean,
  version: ServerTlsVersion,
  settings: TlsSettings,
  leafKeyIsRsa: boolean,
): string | undefined {
  if (!own) return settings.engine === 'tls10' ? 'which does not have it' : '';
  if (settings.engine === 'openssl') return 'and the settings force OpenSSL';
  if (version !== 'TLSv1') return 'the TLS 1.0 engine serves it at TLS 1.0 alone';
  return leafKeyIsRsa ? undefined : 'it needs a certificate with an RSA key';
}

function both(missing: string, lacks: string): string {
  return lacks === '' || lacks === missing ? missing : `${missing}; ${lacks}`;
}
