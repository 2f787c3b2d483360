import type { ChainDescription } from '../chain-description.js';
import type { ChainProfile, ServerCertificateSpec } from '../server-certificate.js';

/** One kind of chain. */
export interface ChainRecipe<P extends ChainProfile = ChainProfile> {
  readonly profile: P;
  /** One sentence. */
  readonly explain: string;
  /** The sound chain, before any defect. Errors: CERTIFICATE_SPEC_INVALID. */
  describe(spec: ServerCertificateSpec): ChainDescription;
}
