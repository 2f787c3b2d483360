/** The chains that can be minted; `chainProfiles` explains each. */
export type ChainProfile = 'enterprise-root' | 'enterprise-two-tier' | 'digicert-global-2014' | 'self-signed';

/** A minted certificate that takes the place of a public root, whose private key nobody here has. */
export interface StandIn {
  /** Id of the real root in the trust store, `lpe-root-22`. */
  readonly anchor: string;
  /** DER. */
  readonly certificate: Buffer;
}

/** What a server presents, and what the makers of a run's servers and phones need to know of it. */
export interface ServerCertificate {
  readonly profile: ChainProfile | 'given';
  /** DER as sent: leaf first, then intermediates, no root. */
  readonly chain: readonly Buffer[];
  /** DER; undefined for a self-signed leaf (then `chain[0]` is all there is) and when a PFX does not hold it. */
  readonly root: Buffer | undefined;
  /** DER, the leaf's issuer first. */
  readonly intermediates: readonly Buffer[];
  readonly standIn?: StandIn;
  /** For `tls.createSecureContext`. */
  readonly tls:
    | { readonly cert: string; readonly key: string }
    | { readonly pfx: Buffer; readonly passphrase?: string };
}

export interface ServerCertificateSpec {
  readonly profile: ChainProfile;
  /** FQDN; becomes the common name. */
  readonly subject: string;
  /** dNSNames of the subjectAltName. Lync wants the subject repeated here: it is added when missing. */
  readonly names: readonly string[];
  /** The scenario's date: every validity is set around it. */
  readonly at: Date;
  /** Name of the company, for its authorities and public certificates. Default: from the subject's domain. */
  readonly organization?: string;
  /** Serial number of the leaf, 2 to 40 hex digits. Default: 16 random bytes. */
  readonly serial?: string;
}
