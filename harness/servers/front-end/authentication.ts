import { randomBytes } from 'node:crypto';
import { NoSecurity, SecurityAssociation } from '../../authentication/security-association/index.js';
import { realm } from '../../deployment/index.js';
import type { Soon } from '../../foundation/soon.js';
import { agreedVersion } from './agreed-version.js';
import type { Association } from './associations.js';
import type { FrontEndCore } from './core.js';
import { type ClientCredentials, credentialsFor, tokenBytes } from './credentials.js';
import type { Exchange } from './exchange.js';
import { type HalfOpen, HalfOpenHandshakes } from './half-open.js';
import { ASSOCIATION_MS } from './limits.js';
import { type HandshakeStep, type Proven, type Scheme, schemesOf } from './schemes/index.js';
import { recordSignature } from './signature-evidence.js';

export type Authentication =
  /** No credentials for this server: the list of challenges. */
  | { readonly kind: 'none' }
  | { readonly kind: 'continue'; readonly scheme: Scheme; readonly opaque: string; readonly token: Buffer }
  | { readonly kind: 'signed'; readonly association: Association }
  /** Good credentials, but another account's: the refusal is signed, and nothing more. */
  | { readonly kind: 'other-user'; readonly association: Association }
  /** The list of challenges again; `handshake` tells a failed handshake (1000) from a message that is not signed well. */
  | { readonly kind: 'refused'; readonly problem: string; readonly handshake: boolean };

/** Establishes who sent a request: handshakes first, signatures afterwards (MS-SIPAE 3.3.5.2). */
export class Authenticator {
  readonly schemes: readonly Scheme[];
  readonly #core: FrontEndCore;
  readonly #halfOpen: HalfOpenHandshakes;

  constructor(core: FrontEndCore) {
    this.#core = core;
    this.schemes = schemesOf(core.context, core.fqdn);
    this.#halfOpen = new HalfOpenHandshakes(core.context.clock);
  }

  /** The credentials a request gives for this server and one of its schemes. */
  credentials(exchange: Exchange): ClientCredentials | undefined {
    return this.#off ? undefined : credentialsFor(exchange.request, this.schemes);
  }

  /** At once, unless it is a step of a handshake. */
  authenticate(exchange: Exchange, credentials: ClientCredentials | undefined): Soon<Authentication> {
    if (this.#off) return { kind: 'signed', association: this.#believed(exchange) };
    const scheme = this.schemes.find(({ name }) => name === credentials?.scheme);
    if (!credentials || !scheme) return { kind: 'none' };
    if (credentials.token === undefined) return this.#checkSignature(exchange, credentials.opaque);
    return this.#handshake(exchange, scheme, credentials, credentials.token);
  }

  get #off(): boolean {
    return this.#core.context.deployment.frontEnd.authentication === 'off';
  }

  /** Where authentication is off, everybody is who From says. */
  #believed({ endpoint = '', user }: Exchange): Association {
    const { associations } = this.#core;
    const known = associations.ofEndpoint(user, endpoint);
    if (known) return known;
    const association: Association = {
      security: new NoSecurity(`${user} ${endpoint}`),
      scheme: 'none',
      user,
      endpoint,
      certificate: undefined,
      expiresAt: Number.POSITIVE_INFINITY,
      signedIn: false,
    };
    associations.add(association);
    return association;
  }

  #checkSignature(exchange: Exchange, opaque: string | undefined): Authentication {
    const association =
      opaque === undefined ? undefined : this.#core.associations.find(opaque, exchange.user, exchange.endpoint);
    if (!association) return { kind: 'refused', problem: 'unknown-association', handshake: false };
    const check = association.security.check(exchange.request);
    if (check.ok) return { kind: 'signed', association };
    recordSignature(this.#core.recorder, exchange, exchange.request, check);
    return { kind: 'refused', problem: check.problem, handshake: false };
  }

  async #handshake(
    exchange: Exchange,
    scheme: Scheme,
    { opaque, version }: ClientCredentials,
    token: string,
  ): Promise<Authentication> {
    const bytes = tokenBytes(token);
    if (!bytes) return { kind: 'refused', problem: 'token-not-base64', handshake: true };
    const known = opaque === undefined ? undefined : this.#halfOpen.find(opaque);
    // A client that renews its association may still name the old one (inferred).
    const begins = opaque === undefined || (bytes.length === 0 && !known);
    const halfOpen = begins ? this.#begin(exchange, scheme, version) : known;
    if (halfOpen === 'version-not-served') return { kind: 'refused', problem: halfOpen, handshake: true };
    if (!halfOpen || !belongsTo(halfOpen, exchange, scheme)) {
      return { kind: 'refused', problem: 'unknown-handshake', handshake: true };
    }
    return await this.#step(exchange, halfOpen, bytes);
  }

  #begin(exchange: Exchange, scheme: Scheme, named: string | undefined): HalfOpen | 'version-not-served' | undefined {
    const { endpoint, user } = exchange;
    if (endpoint === undefined) return undefined;
    const version = agreedVersion(this.#core.context.deployment.frontEnd.signatureVersion, named);
    if (version === undefined) return 'version-not-served';
    return { opaque: this.#newOpaque(), scheme, handshake: scheme.begin(user), user, endpoint, version };
  }

  /** Eight random digits; among ten thousand phones the same would come up twice now and then. */
  #newOpaque(): string {
    let opaque: string;
    do opaque = randomBytes(4).toString('hex').toUpperCase();
    while (this.#core.associations.has(opaque) || this.#halfOpen.find(opaque));
    return opaque;
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
    if (step.state === 'continue') return { kind: 'continue', scheme, opaque, token: step.token };
    const association = this.#association(halfOpen, step.proven);
    if (!step.token) return this.#finished(exchange, halfOpen, association, step.proven);
    this.#core.associations.add(association);
    return { kind: 'continue', scheme, opaque, token: step.token };
  }

  /** The request that ends a handshake is signed in version 4, and only there (observed); its answer always is. */
  #finished(exchange: Exchange, { version }: HalfOpen, association: Association, proven: Proven): Authentication {
    const check = association.security.check(exchange.request);
    if (!check.ok && !(check.problem === 'missing' && version === 3)) {
      recordSignature(this.#core.recorder, exchange, exchange.request, check);
      return { kind: 'refused', problem: check.problem, handshake: true };
    }
    if (proven.otherUser) return { kind: 'other-user', association };
    this.#core.associations.add(association);
    return { kind: 'signed', association };
  }

  #association({ endpoint, opaque, scheme, user, version }: HalfOpen, proven: Proven): Association {
    const { clock } = this.#core.context;
    const left = (proven.validUntil?.getTime() ?? Number.POSITIVE_INFINITY) - clock.now().getTime();
    const { name, targetname } = scheme;
    return {
      security: new SecurityAssociation({
        ...{ side: 'server', scheme: name, realm, targetname, opaque, version, keys: proven.keys },
      }),
      scheme: name,
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
