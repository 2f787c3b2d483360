import { authoritiesOf, type TrustedCa } from '../../../deployment/index.js';
import type { ServerContext } from '../../context.js';

/** What the anonymous download gives, and the entries of TrustedCACerts it cannot give. */
export interface PublishedChain {
  /** DER, each once; the authorities of the server's certificate first. */
  readonly certificates: readonly Buffer[];
  readonly missing: readonly TrustedCa[];
}

/**
 * The chain of the default certificate is always in it, and what an administrator added to TrustedCACerts. With
 * InferCertChainFromSSL it is the chain of the web site's own certificate and nothing else (Set-CsWebServiceConfiguration).
 */
export function publishedChain({ deployment, pool }: Pick<ServerContext, 'deployment' | 'pool'>): PublishedChain {
  const { certificateProvisioning, certificates } = deployment;
  // The web site presents the default certificate.
  const own = authoritiesOf(certificates.default);
  if (certificateProvisioning.inferChainFromSsl) return { certificates: own, missing: [] };
  const trusted = pool.trustedCas.list(certificateProvisioning.trustedCas);
  const added = trusted.flatMap(({ certificate }) => (certificate ? [certificate] : []));
  const all = new Map([...own, ...added].map((certificate) => [certificate.toString('base64'), certificate]));
  return { certificates: [...all.values()], missing: trusted.filter(({ certificate }) => !certificate) };
}
