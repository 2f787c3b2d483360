import { createPublicKey, type KeyObject, randomBytes, randomUUID } from 'node:crypto';
import type { DatedClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { LatestMap } from '../../foundation/latest-map.js';
import { pooledRandomBytes } from '../../foundation/primitives/random-pool.js';
import { writeRequestSecurityTokenResponse } from '../../wire/soap/index.js';
import { attribute, parseXml, type XmlElement } from '../../wire/xml/index.js';
import { elementsOfId, rootOf } from '../xml-signature/index.js';
import { type AssertionContent, type IssuerKey, writeAssertion } from './assertion.js';
import { sameAudience } from './audience.js';
import { assertionProblem } from './check-assertion.js';
import { defaultWebTicketPolicy, type WebTicketPolicy } from './policy.js';
import { refused, type TicketCheck } from './problems.js';
import { proofKeyOnDemand } from './proof-key.js';
import { proofProblem } from './proof-of-possession.js';
import { ReplayMemory } from './replay-memory.js';
import { assertionOf, isAssertion, messageId, securityHeader, signatureText } from './security-header.js';
import { type CurrentTimestamp, currentTimestamp } from './timestamp.js';

/** Tickets remembered at once; a phone needs one or two a sign-in. The oldest goes first. */
export const MAX_TICKETS = 10_000;
/** Entropy as long as clients send it. */
const SERVER_ENTROPY_BYTES = 32;
/** A GUID with braces, and room. */
const MAX_CONTEXT = 100;
/** No ticket is so short that its Lifetime would be empty. */
const MIN_LIFETIME_MS = 1000;

/** URLs of the service that is asked: one, or every name it has. */
export type Audience = string | readonly string[];

interface Ticket {
  readonly content: AssertionContent;
  /** The proof key, made when somebody first proves to have it; none for a bearer's ticket. */
  readonly key: (() => Buffer) | undefined;
  /** Context of the request it was issued for, cut where it is longer than any client's. */
  readonly context: string | undefined;
}

export interface WebTicketIssuerOptions {
  /** URL of the web ticket service, for the assertion; what real servers write there is unknown. */
  readonly issuer: string;
  readonly clock: DatedClock;
  /** Over the defaults. */
  readonly policy?: Partial<WebTicketPolicy>;
  /** The key the pool's web servers share, for HMAC; random when absent. */
  readonly sharedKey?: Buffer;
  /** Private key of RSA, where the policy's signature wants one. */
  readonly signingKey?: KeyObject;
}

export interface TicketOrder {
  /** SIP URI, `sip:alice@contoso.test`. */
  readonly user: string;
  /** AppliesTo: URL of the service port the ticket is for. */
  readonly audience: string;
  /** Without it the ticket is a bearer's. */
  readonly clientEntropy?: Buffer | undefined;
  /** Bits of the proof key. */
  readonly keySize?: number | undefined;
  /** Context of the request, echoed. */
  readonly context?: string | undefined;
  /** What the client asks for; the policy's life is the most it gets. */
  readonly lifetimeMs?: number | undefined;
}

/** Issues web tickets and checks those that come back (MS-OCAUTHWS, WS-Trust 1.3, SAML 1.1). */
export class WebTicketIssuer {
  readonly policy: WebTicketPolicy;
  /** Signed requests for tickets that came already. */
  readonly requests = new ReplayMemory();
  readonly #issuer: string;
  readonly #clock: DatedClock;
  readonly #key: IssuerKey;
  readonly #tickets = new LatestMap<string, Ticket>(MAX_TICKETS);
  readonly #seen = new ReplayMemory();

  constructor(options: WebTicketIssuerOptions) {
    this.policy = { ...defaultWebTicketPolicy, ...options.policy };
    this.#issuer = options.issuer;
    this.#clock = options.clock;
    this.#key = issuerKey(this.policy.signature, options);
  }

  /** A ticket for one user and one service, and the whole SOAP answer that carries it. */
  issue(order: TicketOrder): { responseXml: string; assertionId: string; expires: Date } {
    const { audience, clientEntropy, context, keySize, user } = order;
    const id = `SamlSecurityToken-${randomUUID()}`;
    // Whole seconds, as Lifetime writes them, so that assertion and Lifetime agree.
    const created = new Date(Math.floor(this.#clock.now().getTime() / 1000) * 1000);
    const asked = Math.min(order.lifetimeMs ?? Number.POSITIVE_INFINITY, this.policy.lifetimeMs);
    const expires = new Date(created.getTime() + Math.max(Math.floor(asked / 1000) * 1000, MIN_LIFETIME_MS));
    const serverEntropy = clientEntropy && pooledRandomBytes(SERVER_ENTROPY_BYTES);
    const key = clientEntropy && serverEntropy && proofKeyOnDemand(clientEntropy, serverEntropy, keySize);
    const content = { id, issuer: this.#issuer, user, audience, created, expires, bearer: !key };
    this.#tickets.set(id, { content, key, context: context?.slice(0, MAX_CONTEXT) });
    const responseXml = writeRequestSecurityTokenResponse({
      context,
      assertionXml: writeAssertion(content, this.#key),
      assertionId: id,
      appliesTo: audience,
      serverEntropy,
      keySize: key && keySize,
      created: inSeconds(created),
      expires: inSeconds(expires),
    });
    return { responseXml, assertionId: id, expires };
  }

  /** Judges the Security header of a request to the service at `audience` that wants the holder of the key. */
  check(header: XmlElement | undefined, options: { readonly audience: Audience }): TicketCheck {
    const read = this.#read(header, options.audience);
    if ('ok' in read) return read;
    const { content, key } = read.ticket;
    const { proof } = this.policy;
    if (proof === 'off') return this.#once(header, read);
    if (!key) return refused('no-proof-key');
    const { problem, tolerated } = proofProblem(
      read.security,
      read.timestamp.element,
      { key: key(), assertionId: content.id },
      proof,
    );
    if (problem) return refused(problem);
    const once = this.#once(header, read);
    return once.ok && tolerated ? { ...once, tolerated } : once;
  }

  /**
   * Judges a Security header with a Timestamp and an Assertion and no signature, at a service that takes whoever bears
   * the ticket. A ticket with a proof key may be borne, too: clients ask for one even then (observed).
   */
  checkBearer(header: XmlElement | undefined, options: { readonly audience: Audience }): TicketCheck {
    const read = this.#read(header, options.audience);
    return 'ok' in read ? read : accepted(read.ticket);
  }

  /** Judges the text of an assertion borne without any envelope: what is in `X-MS-WebTicket: opaque=`, decoded. */
  checkBearerText(xml: string, options: { readonly audience: Audience }): TicketCheck {
    const assertion = parsed(xml);
    if (!assertion || !isAssertion(assertion)) return refused('missing');
    const judged = this.#judge(assertion, options.audience);
    return 'ok' in judged ? judged : accepted(judged);
  }

  #read(header: XmlElement | undefined, audience: Audience): Read | (TicketCheck & { readonly ok: false }) {
    const security = securityHeader(header);
    if (typeof security === 'string') return refused(security);
    const assertion = assertionOf(security);
    if (typeof assertion === 'string') return refused(assertion);
    const ticket = this.#judge(assertion, audience);
    if ('ok' in ticket) return ticket;
    const timestamp = currentTimestamp(security, this.#clock.now(), this.policy.clockSkewMs);
    if (typeof timestamp === 'string') return refused(timestamp);
    return { security, timestamp, ticket };
  }

  /** The ticket of an assertion that we wrote, in date, for one of these services. */
  #judge(assertion: XmlElement, audience: Audience): Ticket | (TicketCheck & { readonly ok: false }) {
    if (attribute(assertion, 'Issuer') !== this.#issuer) return refused('foreign-issuer');
    const id = attribute(assertion, 'AssertionID') ?? '';
    const ticket = this.#tickets.get(id);
    if (!ticket) return refused('unknown');
    if (elementsOfId(rootOf(assertion), id).length > 1) return refused('duplicate-id');
    const forged = assertionProblem(assertion, ticket.content, this.#key);
    if (forged) return refused(forged);
    const now = this.#clock.now().getTime();
    const { content } = ticket;
    if (now >= content.expires.getTime() + this.policy.ticketSkewMs) return refused('expired');
    if (now < content.created.getTime() - this.policy.ticketSkewMs) return refused('not-yet-valid');
    if (![audience].flat().some((each) => sameAudience(content.audience, each))) return refused('audience');
    return ticket;
  }

  /** The same message again, where the policy minds it. A message without a MessageID cannot be told from another. */
  #once(header: XmlElement | undefined, { security, ticket, timestamp }: Read): TicketCheck {
    const { replay, clockSkewMs } = this.policy;
    const value = replay === 'signature' ? signatureText(security) : header && messageId(header);
    const until = timestamp.expires + clockSkewMs;
    if (replay !== 'allowed' && value !== undefined) {
      const message = `${ticket.content.id} ${value}`;
      if (this.#seen.isRepeated(message, this.#clock.now().getTime(), until)) return refused('replayed');
    }
    return accepted(ticket);
  }
}

interface Read {
  readonly security: XmlElement;
  readonly timestamp: CurrentTimestamp;
  readonly ticket: Ticket;
}

function issuerKey(method: WebTicketPolicy['signature'], options: WebTicketIssuerOptions): IssuerKey {
  if (method === 'hmac-sha1') {
    const key = options.sharedKey ?? randomBytes(32);
    return { method, signing: key, verifying: key };
  }
  if (!options.signingKey) throw new TypeError(`tickets signed by ${method} need a private key`);
  return { method, signing: options.signingKey, verifying: createPublicKey(options.signingKey) };
}

function accepted({ content, context }: Ticket): TicketCheck & { readonly ok: true } {
  return { ok: true, user: content.user, assertionId: content.id, ...(context !== undefined && { context }) };
}

function parsed(xml: string): XmlElement | undefined {
  try {
    return parseXml(xml);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

function inSeconds(date: Date): string {
  return `${date.toISOString().slice(0, -'.000Z'.length)}Z`;
}
