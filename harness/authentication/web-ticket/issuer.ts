import { randomBytes, randomUUID } from 'node:crypto';
import type { DatedClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  SAML_ASSERTION,
  WS_SECURITY,
  WS_SECURITY_UTILITY,
  writeRequestSecurityTokenResponse,
} from '../../wire/soap/index.js';
import { attribute, child, children, parseXml, text, type XmlElement } from '../../wire/xml/index.js';
import { isGenuineAssertion, writeAssertion } from './assertion.js';
import { sameAudience } from './audience.js';
import { proofKey } from './proof-key.js';
import { signsTimestamp } from './proof-of-possession.js';

/** Web tickets of authenticated users last about eight hours (documented for the OAuth form). */
export const TICKET_LIFETIME_MS = 8 * 3_600_000;
/** Tickets remembered at once; a phone needs one or two a sign-in. The oldest goes first. */
export const MAX_TICKETS = 10_000;
/** Entropy as long as clients send it. */
const SERVER_ENTROPY_BYTES = 32;

export type TicketProblem = 'missing' | 'unknown' | 'forged' | 'expired' | 'audience' | 'signature' | 'timestamp';

/**
 * Error ids with their published texts. Which id a real server gives for which problem is published only for a missing
 * token, an expired ticket and a wrong audience; the others are inferred.
 */
const REFUSALS = {
  missing: { errorId: 28020, reason: 'No valid security token.' },
  unknown: { errorId: 28072, reason: 'The web ticket could not be verified; a new ticket is required.' },
  forged: { errorId: 28032, reason: 'The web ticket is invalid.' },
  expired: { errorId: 28033, reason: 'The web ticket has expired.' },
  audience: { errorId: 28077, reason: 'Invalid audience in the web ticket.' },
  signature: { errorId: 28032, reason: 'The web ticket is invalid.' },
  timestamp: { errorId: 28032, reason: 'The web ticket is invalid.' },
} as const satisfies Record<TicketProblem, { errorId: number; reason: string }>;

export type TicketCheck =
  | { readonly ok: true; readonly user: string; readonly assertionId: string }
  | {
      readonly ok: false;
      readonly problem: TicketProblem;
      readonly errorId: 28020 | 28032 | 28033 | 28072 | 28077;
      /** The text of the error id. */
      readonly reason: string;
    };

interface Ticket {
  readonly user: string;
  readonly audience: string;
  readonly key: Buffer;
  readonly expires: Date;
}

/** Issues web tickets and checks those that come back (MS-OCAUTHWS, WS-Trust 1.3, SAML 1.1 holder-of-key). */
export class WebTicketIssuer {
  readonly #issuer: string;
  readonly #clock: DatedClock;
  readonly #lifetimeMs: number;
  readonly #issuerKey = randomBytes(32);
  readonly #tickets = new Map<string, Ticket>();

  /** `issuer`: URL of the web ticket service, for the assertion; what real servers write there is unknown. */
  constructor(options: { readonly issuer: string; readonly clock: DatedClock; readonly lifetimeMs?: number }) {
    this.#issuer = options.issuer;
    this.#clock = options.clock;
    this.#lifetimeMs = options.lifetimeMs ?? TICKET_LIFETIME_MS;
  }

  /** A ticket for one user and one service, and the whole SOAP answer that carries it. */
  issue(options: {
    /** SIP URI, `sip:alice@contoso.test`. */
    readonly user: string;
    /** AppliesTo: URL of the service port the ticket is for. */
    readonly audience: string;
    readonly clientEntropy: Buffer;
    /** Context of the request, echoed. */
    readonly context?: string;
  }): { responseXml: string; assertionId: string } {
    const { user, audience, clientEntropy, context } = options;
    const id = `SamlSecurityToken-${randomUUID()}`;
    // Whole seconds, as Lifetime writes them, so that assertion and Lifetime agree.
    const created = new Date(Math.floor(this.#clock.now().getTime() / 1000) * 1000);
    const expires = new Date(created.getTime() + this.#lifetimeMs);
    const serverEntropy = randomBytes(SERVER_ENTROPY_BYTES);
    this.#remember(id, { user, audience, key: proofKey(clientEntropy, serverEntropy), expires });
    const responseXml = writeRequestSecurityTokenResponse({
      ...(context === undefined ? {} : { context }),
      assertionXml: writeAssertion({ id, issuer: this.#issuer, user, audience, created, expires }, this.#issuerKey),
      assertionId: id,
      appliesTo: audience,
      serverEntropy,
      created: inSeconds(created),
      expires: inSeconds(expires),
    });
    return { responseXml, assertionId: id };
  }

  /** Judges the Security header of a request to the service at `audience`. */
  check(header: XmlElement | undefined, options: { readonly audience: string }): TicketCheck {
    const security = header && children(header, 'Security').find((each) => each.namespace === WS_SECURITY);
    const assertion = security && child(security, 'Assertion');
    if (!security || !assertion) return refused('missing');
    const judged = this.#judge(assertion, options.audience);
    if ('ok' in judged) return judged;
    const timestamp = currentTimestamp(security, this.#clock.now());
    if (!timestamp) return refused('timestamp');
    if (!signsTimestamp(security, timestamp, judged.ticket.key)) return refused('signature');
    return { ok: true, user: judged.ticket.user, assertionId: judged.assertionId };
  }

  /**
   * Judges a Security header with a Timestamp and an Assertion and no signature, at a service that takes whoever bears
   * the ticket. A ticket with a proof key may be borne, too: clients ask for one even then (observed).
   */
  checkBearer(header: XmlElement | undefined, options: { readonly audience: string | readonly string[] }): TicketCheck {
    const security = header && children(header, 'Security').find((each) => each.namespace === WS_SECURITY);
    const assertion = security && child(security, 'Assertion');
    if (!security || !assertion) return refused('missing');
    const judged = this.#judge(assertion, options.audience);
    if ('ok' in judged) return judged;
    if (!currentTimestamp(security, this.#clock.now())) return refused('timestamp');
    return { ok: true, user: judged.ticket.user, assertionId: judged.assertionId };
  }

  /** Judges the text of an assertion borne without any envelope: what is in `X-MS-WebTicket: opaque=`, decoded. */
  checkBearerText(xml: string, options: { readonly audience: string | readonly string[] }): TicketCheck {
    const assertion = parsed(xml);
    if (assertion?.localName !== 'Assertion' || assertion.namespace !== SAML_ASSERTION) return refused('missing');
    const judged = this.#judge(assertion, options.audience);
    return 'ok' in judged ? judged : { ok: true, user: judged.ticket.user, assertionId: judged.assertionId };
  }

  /** The ticket of an assertion that we wrote, in date, for one of these services. */
  #judge(
    assertion: XmlElement,
    audience: string | readonly string[],
  ): TicketCheck | { readonly ticket: Ticket; readonly assertionId: string } {
    const assertionId = attribute(assertion, 'AssertionID') ?? '';
    const ticket = this.#tickets.get(assertionId);
    if (!ticket) return refused('unknown');
    if (!isGenuineAssertion(assertion, assertionId, this.#issuerKey)) return refused('forged');
    if (this.#clock.now() >= ticket.expires) return refused('expired');
    if (![audience].flat().some((each) => sameAudience(ticket.audience, each))) return refused('audience');
    return { ticket, assertionId };
  }

  #remember(id: string, ticket: Ticket): void {
    this.#tickets.set(id, ticket);
    const [oldest] = this.#tickets.keys();
    if (this.#tickets.size > MAX_TICKETS && oldest !== undefined) this.#tickets.delete(oldest);
  }
}

function parsed(xml: string): XmlElement | undefined {
  try {
    return parseXml(xml);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}

function refused(problem: TicketProblem): TicketCheck {
  return { ok: false, problem, ...REFUSALS[problem] };
}

/** The only Timestamp, when it has not run out. Clients repeat the ticket's Lifetime in it (observed). */
function currentTimestamp(security: XmlElement, now: Date): XmlElement | undefined {
  const [timestamp, ...more] = children(security, 'Timestamp');
  if (!timestamp || more.length > 0 || timestamp.namespace !== WS_SECURITY_UTILITY) return undefined;
  const created = dateIn(timestamp, 'Created');
  const expires = dateIn(timestamp, 'Expires');
  return created < expires && now.getTime() < expires ? timestamp : undefined;
}

/** Milliseconds, or NaN, which compares as false. */
function dateIn(timestamp: XmlElement, name: string): number {
  const element = child(timestamp, name);
  return element ? Date.parse(text(element).trim()) : Number.NaN;
}

function inSeconds(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
