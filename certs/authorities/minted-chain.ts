import type { KeyObject } from 'node:crypto';
import type { ServerCertificateSpec, StandIn } from './server-certificate.js';
import type { SignatureAlgorithm } from './signature.js';

export interface MintedCertificate {
  readonly der: Buffer;
  readonly privateKey: KeyObject;
}

/** A chain with every private key, its defects included. */
export interface MintedChain {
  readonly profile: string;
  readonly defects: readonly string[];
  readonly leaf: MintedCertificate;
  /** The leaf's issuer first; empty below a root that issues directly. All that were minted, sent or not. */
  readonly intermediates: readonly MintedCertificate[];
  /** Undefined for a self-signed leaf. */
  readonly root: MintedCertificate | undefined;
  /** DER, what the server presents, in its order; the leaf is always first. */
  readonly sent: readonly Buffer[];
  /** DER of certificates beside the path that belong to the story: cross-signed, doubled, unrelated, replaced. */
  readonly extra: readonly Buffer[];
  /** Of the chain's root. */
  readonly standIn?: StandIn;
  /** That one, and the other certificate for the same name and key where the root was issued twice. */
  readonly standIns: readonly StandIn[];
}

export interface MintSpec extends ServerCertificateSpec {
  /** Ids of the table `defects`, applied in this order. */
  readonly defects?: readonly string[];
  /** Signs every certificate, but not the stand-in of a public root, which keeps its own. */
  readonly algorithm?: SignatureAlgorithm;
}
