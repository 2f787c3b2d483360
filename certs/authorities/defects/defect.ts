import type { ChainDescription } from '../chain-description.js';
import type { ServerCertificateSpec } from '../server-certificate.js';

/** One thing that can be wrong, or merely unusual, in a chain. */
export interface Defect {
  readonly id: string;
  /** One sentence on what the server then presents. */
  readonly explain: string;
  /** What a chain must have for it: an authority above the leaf, or one between leaf and root. */
  readonly needs?: 'issuer' | 'intermediate';
  /** Why Node's TLS server cannot load such a chain; absent when it can. */
  readonly notServable?: string;
  apply(chain: ChainDescription, spec: ServerCertificateSpec): ChainDescription;
}
