import { type EngineSuite, engineSuites } from '../engine/suite.js';
import { type OpensslSuite, opensslHas, opensslSuites } from './openssl-suites.js';
import type { TlsSettings } from './settings.js';
import { versionNumber } from './version.js';

/** A suite of either engine by either name, in any case. */
function isNamed(suite: { readonly name: string; readonly opensslName: string }, name: string): boolean {
  const wanted = name.toUpperCase();
  return suite.name === wanted || suite.opensslName === wanted;
}

/** Whether an engine has a suite of this name, OpenSSL's or IANA's, in any case: whether settings may name it. */
export function isSuiteName(name: string): boolean {
  return [...opensslSuites(), ...engineSuites].some((suite) => isNamed(suite, name));
}

/** The suites the settings admit, in their order; without a list, all. */
export function admitted<S extends { readonly name: string; readonly opensslName: string }>(
  all: readonly S[],
  settings: TlsSettings,
): readonly S[] {
  const { suites } = settings;
  if (suites === undefined) return all;
  const chosen = suites.flatMap((name) => all.filter((suite) => isNamed(suite, name)));
  return [...new Set(chosen)];
}

/** What OpenSSL can serve under these settings on this machine, by suite, whichever key the certificate has. */
export function usableOpensslSuites(settings: TlsSettings): readonly OpensslSuite[] {
  if (settings.engine === 'tls10') return [];
  const [oldest, newest] = [versionNumber(settings.minVersion), versionNumber(settings.maxVersion)];
  return admitted(opensslSuites(), settings).filter(
    (suite) => opensslHas(suite) && suite.oldest <= newest && suite.newest >= oldest,
  );
}

/** What the TLS 1.0 engine can serve; its key exchange needs an RSA certificate. */
export function usableEngineSuites(settings: TlsSettings, leafKeyIsRsa: boolean): readonly EngineSuite[] {
  if (settings.engine === 'openssl' || settings.minVersion !== 'TLSv1' || !leafKeyIsRsa) return [];
  return admitted(engineSuites, settings);
}
