import { certsOnlyPkcs7, type ServerCertificate } from '../../../../certs/authorities/index.js';
import { authoritiesOf, type TrustedCa } from '../../../deployment/index.js';
import type { ServerContext } from '../../context.js';

/** What the anonymous download gives, and the entries of TrustedCACerts it cannot give. */
export interface PublishedChain {
  /** DER, each once; the authorities of the server's certificate first. */
  readonly certificates: readonly Buffer[];
  /** All of them in one PKCS#7. */
  readonly bundle: Buffer;
  readonly missing: readonly TrustedCa[];
}

/** By certificate and list, which are replaced and never changed: every phone of a lab downloads the same. */
const known = new WeakMap<ServerCertificate, WeakMap<readonly TrustedCa[], PublishedChain>>();
const nothing: readonly TrustedCa[] = [];

/**
 * The chain of the default certificate is always in it, and what an administrator added to TrustedCACerts. With
 * InferCertChainFromSSL it is the chain of the web site's own certificate and nothing else (Set-CsWebServiceConfiguration).
 */
export function publishedChain({ deployment, pool }: Pick<ServerContext, 'deployment' | 'pool'>): PublishedChain {
  const { certificateProvisioning } = deployment;
  const { inferChainFromSsl, trustedCas } = certificateProvisioning;
  const own = pool.presented.of(deployment);
  const trusted = inferChainFromSsl ? nothing : pool.trustedCas.list(trustedCas);
  const ofCertificate = known.get(own) ?? new WeakMap<readonly TrustedCa[], PublishedChain>();
  known.set(own, ofCertificate);
  const chain = ofCertificate.get(trusted) ?? assemble(own, trusted);
  ofCertificate.set(trusted, chain);
  return chain;
}

function assemble(own: ServerCertificate, trusted: readonly TrustedCa[]): PublishedChain {
  const added = trusted.flatMap(({ certificate }) => (certificate ? [certificate] : []));
  const all = new Map([...authoritiesOf(own), ...added].map((der) => [der.toString('base64'), der]));
  const certificates = [...all.values()];
  return {
    certificates,
    bundle: certsOnlyPkcs7(certificates),
    missing: trusted.filter(({ certificate }) => !certificate),
  };
}
