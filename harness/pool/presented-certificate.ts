import type { Deployment } from '../deployment/index.js';

/** A certificate that a server can present. */
export type Presentable = Deployment['certificates']['default'];

/**
 * The certificate an administrator assigned instead of the deployed one (Set-CsCertificate). Connections opened from
 * then on get to see it; those that are open go on (inferred: Windows services read it when a handshake begins).
 */
export class PresentedCertificate {
  #assigned: Presentable | undefined;

  /** `undefined`: the deployed one again. */
  assign(certificate: Presentable | undefined): void {
    this.#assigned = certificate;
  }

  /** What is presented on every port that has no certificate of its own. */
  of({ certificates }: Deployment): Presentable {
    return this.#assigned ?? certificates.default;
  }
}
