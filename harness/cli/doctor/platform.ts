import { createSecureContext } from 'node:tls';
import { engineSuites } from '../../tls/engine/index.js';
import { version } from '../../version.js';

/** What of TLS this machine's Node brings. */
export interface Platform {
  readonly mockLync: string;
  readonly node: string;
  readonly openssl: string;
  /** Suites phones of Windows CE offer that this OpenSSL is built without, by OpenSSL's names. */
  readonly opensslLacks: readonly string[];
}

/** Asks OpenSSL for each old suite rather than its version, which says nothing of how it was built. */
export function platform(): Platform {
  const opensslLacks = engineSuites.filter(({ opensslName }) => !opensslTakes(opensslName));
  return {
    mockLync: version(),
    node: process.versions.node,
    openssl: process.versions.openssl ?? 'unknown',
    opensslLacks: opensslLacks.map(({ opensslName }) => opensslName),
  };
}

function opensslTakes(suite: string): boolean {
  try {
    createSecureContext({ minVersion: 'TLSv1', ciphers: `${suite}:@SECLEVEL=0` });
    return true;
  } catch {
    return false;
  }
}
