import { type ActiveDirectorySettings, domainDn } from '../../../deployment/index.js';
import type { Contexts } from './entry.js';

/** The naming contexts of a forest of one domain. */
export function contextsOf({ domain }: Pick<ActiveDirectorySettings, 'domain'>): Contexts {
  const base = domainDn(domain);
  const configurationDn = `CN=Configuration,${base}`;
  return {
    domainDn: base,
    configurationDn,
    schemaDn: `CN=Schema,${configurationDn}`,
    publicKeyServicesDn: `CN=Public Key Services,CN=Services,${configurationDn}`,
  };
}
