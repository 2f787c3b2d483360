import type { ChainProfile, ServerCertificate, ServerCertificateSpec } from '../server-certificate.js';

/** One kind of chain. */
export interface ChainRecipe<P extends ChainProfile = ChainProfile> {
  readonly profile: P;
  /** One sentence. */
  readonly explain: string;
  mint(spec: ServerCertificateSpec): Promise<ServerCertificate>;
}
