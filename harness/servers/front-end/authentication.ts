import { randomBytes } from 'node:crypto';
import { SecurityAssociation } from '../../authentication/security-association/index.js';
import { realm } from '../../deployment/index.js';
import type { Association } from './associations.js';
import { CHALLENGE_VERSION, type FrontEndCore } from './core.js';
import { type ClientCredentials, credentialsFor, tokenBytes } from './credentials.js';
import type { Exchange } from './exchange.js';
import { type HalfOpen, HalfOpenHandshakes } from './half-open.js';
import { ASSOCIATION_MS } from './limits.js';
import { type HandshakeStep, type Proven, type Scheme, schemesOf } from './schemes/index.js';

export type Authentication =
  /** No credentials for this server: the list of challenges. */
  | { readonly kind: 'none' }
  | { readonly kind: 'continue'; readonly scheme: Scheme; readonly opaque: string; readonly token: Buffer }
  | { readonly kind: 'signed'; readonly association: Association }
  /** The list of challenges again; `handshake` tells a failed handshake (1000) from a message that is not signed well. */
  | { readonly kind: 'refused'; readonly problem: string; readonly handshake: boolean };

/** Establishes who sent a request: handshakes first, signatures afterwards (MS-SIPAE 3.3.5.2). */
export class Authenticator {
  readonly schemes: readonly Scheme[];
  readonly #core: FrontEndCore;
  readonly #halfOpen: HalfOpenHandshakes;

  constructor(core: FrontEndCore) {
    this.#core = core;
    this.schemes = schemesOf(core.context);
    this.#halfOpen = new HalfOpenHandshakes(core.context.clock);
  }

  /** The credentials a request gives for this server and one of its schemes. */
  credentials(exchange: Exchange): ClientCredentials | undefined {
    const credentials = credentialsFor(exchange.request, this.#core.fqdn);
    return credentials && this.#scheme(credentials) ? credentials : undefined;
  }

  async authenticate(exchange: Exchange, credentials: ClientCredentials | undefined): Promise<Authentication> {
    const scheme = credentials && this.#scheme(credentials);
    if (!credentials || !scheme) return { kind: 'none' };
    if (credentials.token === undefined) return this.#checkSignature(exchange, credentials.opaque);
    return await this.#handshake(exchange, scheme, credentials.opaque, credentials.token);
  }

  #scheme({ scheme }: ClientCredentials): Scheme | undefined {
    return this.schemes.find(({ name }) => name.toLowerCase() === scheme.toLowerCase());
  }

  #checkSignature(exchange: Exchange, opaque: string | undefined): Authentication {
    const association =
      opaque === undefined ? undefined : this.#core.associations.find(opaque, exchange.user, exchange.endpoint);
    if (!association) return { kind: 'refused', problem: 'unknown-association', handshake: false };
    const check = association.security.check(exchange.request);
    if (!check.ok) return { kind: 'refused', problem: check.problem, handshake: false };
    return { kind: 'signed', association };
  }

  async #handshake(
    exchange: Exchange,
    scheme: Scheme,
    opaque: string | undefined,
    token: string,
  ): Promise<Authentication> {
    const bytes = tokenBytes(token);
    if (!bytes) return { kind: 'refused', problem: 'token-not-base64', handshake: true };
    const halfOpen = opaque === undefined ? this.#begin(exchange, scheme) : this.#halfOpen.find(opaque);
    if (!halfOpen || !belongsTo(halfOpen, exchange, scheme)) {
      return { kind: 'refused', problem: 'unknown-handshake', handshake: true };
    }
    return await this.#step(exchange, halfOpen, bytes);
  }

  #begin(exchange: Exchange, scheme: Scheme): HalfOpen | undefined {
    const { endpoint, user } = exchange;
    if (endpoint === undefined) return undefined;
    const opaque = randomBytes(4).toString('hex').toUpperCase();
    return { opaque, scheme, handshake: scheme.begin(user), user, endpoint };
  }

  async #step(exchange: Exchange, halfOpen: HalfOpen, bytes: Buffer): Promise<Authentication> {
    const { handshake, opaque, scheme } = halfOpen;
    this.#halfOpen.take(opaque);
    let step: HandshakeStep = { state: 'failed', problem: 'internal' };
    try {
      step = await handshake.step(bytes);
    } finally {
      if (step.state === 'continue') this.#halfOpen.add(halfOpen);
      else handshake.end();
    }
    if (step.state === 'failed') return { kind: 'refused', problem: step.problem, handshake: true };
    if (step.state === 'done') this.#core.associations.add(this.#association(halfOpen, step.proven));
    if (step.token) return { kind: 'continue', scheme, opaque, token: step.token };
    return this.#checkSignature(exchange, opaque);
  }

  #association({ endpoint, opaque, scheme, user }: HalfOpen, proven: Proven): Association {
    const { clock } = this.#core.context;
    const left = (proven.validUntil?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
    return {
      security: new SecurityAssociation({
        side: 'server',
        scheme: scheme.name,
        realm,
        targetname: this.#core.fqdn,
        opaque,
        version: CHALLENGE_VERSION,
        keys: proven.keys,
      }),
      scheme: scheme.name,
      user,
      endpoint,
      certificate: proven.certificate,
      expiresAt: clock.elapsed() + Math.min(ASSOCIATION_MS, left),
      signedIn: false,
    };
  }
}

function belongsTo(halfOpen: HalfOpen, exchange: Exchange, scheme: Scheme): boolean {
  return halfOpen.scheme === scheme && halfOpen.user === exchange.user && halfOpen.endpoint === exchange.endpoint;
}
