import type { KeyObject } from 'node:crypto';

/** The chains that can be minted; `chainProfiles` explains each. `root-22` is below the stand-in of lpe-root-22. */
export type ChainProfile =
  | 'enterprise-root'
  | 'enterprise-root-sha1'
  | 'enterprise-two-tier'
  | 'enterprise-migrated'
  | 'digicert-global-2014'
  | 'self-signed'
  | `root-${string}`;

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
  /** DER as sent: leaf first, then what a good or bad server adds; without the root unless a defect sends it. */
  readonly chain: readonly Buffer[];
  /** DER; undefined for a self-signed leaf (then `chain[0]` is all there is) and when a PFX does not hold it. */
  readonly root: Buffer | undefined;
  /** DER, the leaf's issuer first, whether sent or not. */
  readonly intermediates: readonly Buffer[];
  /** Of the chain's root. */
  readonly standIn?: StandIn;
  /** That one, and the other certificate for the same name and key where the root was issued twice. */
  readonly standIns?: readonly StandIn[];
  /** For `tls.createSecureContext`. */
  readonly tls:
    | { readonly cert: string; readonly key: string }
    | { readonly pfx: Buffer; readonly passphrase?: string };
  /** The leaf's, where it was found in a PFX: what serves TLS without OpenSSL needs the key itself. */
  readonly privateKey?: KeyObject;
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
  /** Its domain, for its authorities' names and addresses. Default: the last two labels of the subject. */
  readonly companyDomain?: string;
  /** Serial number of the leaf, 2 to 40 hex digits. Default: 16 random bytes. */
  readonly serial?: string;
}
