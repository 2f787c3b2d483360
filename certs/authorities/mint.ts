import { mintChain, serverCertificateOf } from './mint-chain.js';
import { chainRecipes } from './profiles/index.js';
import type { ChainProfile, ServerCertificate, ServerCertificateSpec } from './server-certificate.js';

export { MAX_NAMES } from './spec.js';

/** Every chain that can be minted, with a sentence on each. */
export const chainProfiles: readonly { readonly profile: ChainProfile; readonly explain: string }[] = chainRecipes;

/**
 * Mints a server's chain around the scenario's date, with new authorities each time, free of defects.
 * Errors: CERTIFICATE_SPEC_INVALID.
 */
export async function mintServerCertificate(spec: ServerCertificateSpec): Promise<ServerCertificate> {
  return serverCertificateOf(await mintChain(spec));
}
