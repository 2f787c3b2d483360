import type { NamePart } from '../../../encoding/x509.js';

/** An authority that issued server certificates below a public root around 2011 to 2015. */
export interface PublicIssuer {
  /** Of the root above it. */
  readonly root: string;
  readonly name: string;
  /** In encoded order. */
  readonly subject: readonly NamePart[];
  /** Its validity, used where it covers the scenario's date. */
  readonly from: string;
  readonly until: string;
  /** What signs it, and what it signs with. */
  readonly algorithm: 'sha1RSA' | 'sha256RSA';
  /**
   * `recollection`: an authority of that name stood below that root, from public memory, not checked against a
   * certificate. `invented`: plausible in name and dates alone.
   */
  readonly evidence: 'recollection' | 'invented';
}
