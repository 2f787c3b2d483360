import { engineSuites } from '../../tls/engine/index.js';
import type { PhoneTlsOffer } from '../../tls/index.js';
import { opensslHas, opensslSuites } from '../../tls/settings/openssl-suites.js';
import { isLegacySuite, isSignallingSuite } from '../../wire/tls/index.js';
import type { ProfileTls } from './schema.js';

const opensslVersions = {
  'TLS 1.0': 'TLSv1',
  'TLS 1.1': 'TLSv1.1',
  'TLS 1.2': 'TLSv1.2',
  'TLS 1.3': 'TLSv1.2',
} as const;

/**
 * What the emulated phone offers in the place of the observed hello: suites it could not go on with are left out, except
 * those no server here would choose. Undefined where nothing is left.
 */
export function profileOffer({ format, suites, version }: ProfileTls): PhoneTlsOffer | undefined {
  const own = new Set(engineSuites.map(({ id }) => id));
  const speaks = suites.some((id) => own.has(id));
  if (version === 'TLS 1.0' && speaks) {
    const kept = suites.filter((id) => own.has(id) || isLegacySuite(id) || isSignallingSuite(id));
    return { engine: 'tls10', suites: kept, helloFormat: format };
  }
  const known = new Map(
    opensslSuites()
      .filter(opensslHas)
      .map(({ id, opensslName }) => [id, opensslName]),
  );
  const names = suites.flatMap((id) => known.get(id) ?? []).filter((name) => !name.startsWith('TLS_'));
  if (names.length === 0) return speaks ? { engine: 'tls10', suites: [...suites], helloFormat: format } : undefined;
  return { engine: 'openssl', minVersion: 'TLSv1', maxVersion: opensslVersions[version], ciphers: names.join(':') };
}
