import type { MessageSecurity } from '../../authentication/security-association/index.js';
import type { Clock } from '../../foundation/clock/index.js';
import { MAX_ASSOCIATIONS } from './limits.js';

/** A security association with an endpoint of a user. */
export interface Association {
  readonly security: MessageSecurity;
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
  readonly #byEndpoint = new Map<string, Association>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get size(): number {
    return this.#byOpaque.size;
  }

  /** Whether the name is taken. */
  has(opaque: string): boolean {
    return this.#byOpaque.has(opaque);
  }

  /** Add one, in place of the endpoint's older one: it signed in anew. */
  add(association: Association): void {
    const { endpoint, user } = association;
    this.end(user, endpoint);
    for (const oldest of this.#byOpaque.values()) {
      if (this.#byOpaque.size < MAX_ASSOCIATIONS) break;
      this.end(oldest.user, oldest.endpoint);
    }
    this.#byOpaque.set(association.security.opaque, association);
    this.#byEndpoint.set(key(user, endpoint), association);
  }

  /** The association a request names, if it belongs to the endpoint that sends it and still lives. */
  find(opaque: string, user: string, endpoint: string | undefined): Association | undefined {
    const found = this.#byOpaque.get(opaque);
    if (found === undefined || found.user !== user || found.endpoint !== endpoint) return undefined;
    return this.#living(found);
  }

  /** The living association of an endpoint, whichever handshake made it. */
  ofEndpoint(user: string, endpoint: string): Association | undefined {
    const found = this.#byEndpoint.get(key(user, endpoint));
    return found && this.#living(found);
  }

  /** Forget the endpoint's association: its next signed message gets the list of challenges. */
  end(user: string, endpoint: string): void {
    const old = this.#byEndpoint.get(key(user, endpoint));
    if (!old) return;
    this.#byEndpoint.delete(key(user, endpoint));
    this.#byOpaque.delete(old.security.opaque);
  }

  #living(association: Association): Association | undefined {
    if (this.#clock.elapsed() < association.expiresAt) return association;
    this.end(association.user, association.endpoint);
    return undefined;
  }
}

/** No SIP address holds a line end. */
function key(user: string, endpoint: string): string {
  return `${user}\n${endpoint}`;
}
