import type { SecurityAssociation } from '../../authentication/security-association/index.js';
import type { Clock } from '../../foundation/clock/index.js';
import { MAX_ASSOCIATIONS } from './limits.js';

/** A security association with an endpoint of a user. */
export interface Association {
  readonly security: SecurityAssociation;
  readonly scheme: string;
  /** Who From is, and whose credentials made it. */
  readonly user: string;
  readonly endpoint: string;
  /** SHA-1 thumbprint of the certificate, in TLS-DSK. */
  readonly certificate: string | undefined;
  /** Clock milliseconds. */
  readonly expiresAt: number;
  /** The endpoint registered with it. */
  signedIn: boolean;
}

/** The complete associations, one for each endpoint of a user (MS-SIPAE 3.3), bounded in number and in time. */
export class Associations {
  readonly #clock: Clock;
  readonly #byOpaque = new Map<string, Association>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Add one, in place of the endpoint's older one: it signed in anew. */
  add(association: Association): void {
    const { endpoint, user } = association;
    for (const [opaque, old] of this.#byOpaque) {
      if (old.user === user && old.endpoint === endpoint) this.#byOpaque.delete(opaque);
    }
    for (const opaque of this.#byOpaque.keys()) {
      if (this.#byOpaque.size < MAX_ASSOCIATIONS) break;
      this.#byOpaque.delete(opaque);
    }
    this.#byOpaque.set(association.security.opaque, association);
  }

  /** The association a request names, if it belongs to the endpoint that sends it and still lives. */
  find(opaque: string, user: string, endpoint: string | undefined): Association | undefined {
    const found = this.#byOpaque.get(opaque);
    if (found === undefined || found.user !== user || found.endpoint !== endpoint) return undefined;
    if (this.#clock.elapsed() < found.expiresAt) return found;
    this.#byOpaque.delete(opaque);
    return undefined;
  }

  /** The living association of an endpoint, whichever handshake made it. */
  ofEndpoint(user: string, endpoint: string): Association | undefined {
    for (const each of this.#byOpaque.values()) {
      if (each.user === user && each.endpoint === endpoint && this.#clock.elapsed() < each.expiresAt) return each;
    }
    return undefined;
  }
}
