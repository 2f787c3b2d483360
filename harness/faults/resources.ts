import type { z } from 'zod';
import type { Interference } from '../tls/interference.js';

/** A certificate chain as a scenario asks for one; what it may say is the scenario's affair. */
export interface CertificateWish {
  readonly profile?: string | undefined;
  readonly defects?: readonly string[] | undefined;
  readonly [more: string]: unknown;
}

/** Schemas that faults share with other parts of a scenario. */
export interface FaultShapes {
  /** A server certificate, as `deployment.certificates.default`. */
  readonly certificate: z.ZodType<CertificateWish>;
}

export type SwappedChain = Pick<Extract<Interference, { do: 'swap-chain' }>, 'tls' | 'identity'>;

/** What a run has ready for its faults. */
export interface FaultResources {
  /** The chain minted for this wish. */
  chain(wish: CertificateWish): SwappedChain;
  /**
   * The authorities of a chain of its own as the certificate service gives them, a certs-only PKCS#7: of this wish, or
   * with the names of the deployment's and other keys.
   */
  published(wish: CertificateWish | 'same-names'): Buffer;
}
