import type { SecureContextOptions } from 'node:tls';
import { tlsVersion } from '../../wire/tls/index.js';
import type { OpensslSuite } from './openssl-suites.js';
import type { TlsSettings } from './settings.js';
import { usableOpensslSuites } from './usable-suites.js';
import { serverVersions, versionNumber } from './version.js';

/** Node takes no list of TLS 1.3 suites alone (observed); what stands beside them is of no version then served. */
function filler(suites: readonly OpensslSuite[]): string[] {
  return suites.every(({ oldest }) => oldest === tlsVersion.tls13) ? ['AES128-SHA'] : [];
}

/** What a secure context is created with to speak as the settings say; undefined when OpenSSL can serve nothing of it. */
export function opensslContextOptions(settings: TlsSettings): SecureContextOptions | undefined {
  const suites = usableOpensslSuites(settings);
  const oldest = versionNumber(settings.minVersion);
  const newest = versionNumber(settings.maxVersion);
  // A version without a suite would be agreed upon all the same, and then fail.
  const versions = serverVersions.filter((version) => {
    const number = versionNumber(version);
    return number >= oldest && number <= newest && suites.some((one) => number >= one.oldest && number <= one.newest);
  });
  const [minVersion, maxVersion] = [versions[0], versions.at(-1)];
  if (!minVersion || !maxVersion) return undefined;
  // Level 0 lets TLS 1.0, SHA-1 and short keys through.
  const ciphers = [...suites.map(({ opensslName }) => opensslName), ...filler(suites), '@SECLEVEL=0'].join(':');
  return { minVersion, maxVersion, ciphers };
}
