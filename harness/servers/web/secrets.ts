import type { Deployment } from '../../deployment/index.js';
import { overwriteCredentialsIn, overwriteFormsIn, secretForms } from '../../journal/index.js';
import type { XmlElement } from '../../wire/xml/index.js';
import { MAX_KEPT_BYTES } from '../sockets/upstream/index.js';
import { withoutNamedValues, withoutSecrets, withoutTickets } from './capture-secrets.js';
import type { WebRequest } from './exchange.js';
import { unpacked } from './forward/unpack.js';
import { recordedMessage } from './recorded-message.js';

/** Password elements looked for in one message; a sign-in has one. With more, the body is not recorded. */
export const MAX_PASSWORD_ELEMENTS = 16;

const NOTHING = Buffer.alloc(0);

/** Keeps what people type to authenticate out of the journal, at equal length. */
export class WebSecrets {
  readonly #known: readonly string[];
  readonly #forms: readonly Buffer[];
  readonly #strangers: boolean;

  /** `strangers` are users of a server behind: what they type is known to nobody here, and their tickets are good there. */
  constructor(deployment: Deployment, strangers = false) {
    this.#known = deployment.users.flatMap((user) => [user.pin.reveal(), user.password.reveal()]);
    this.#forms = secretForms(this.#known);
    this.#strangers = strangers;
  }

  /** A request's head and body as they may be recorded. A body that is not XML stays out: nobody can tell its secrets. */
  request(head: string, request: WebRequest): Buffer {
    const typed = request.credential?.password.reveal();
    const places = request.document && passwordPlaces(request.body, request.document);
    const named = withoutNamedValues(head);
    const raw = recordedMessage(named, places ? request.body : NOTHING);
    for (const [start, end] of places ?? []) raw.fill('*', named.length + start, named.length + end);
    if (this.#strangers)
      return withoutTickets(withoutSecrets(raw, typed === undefined ? this.#known : [...this.#known, typed]));
    overwriteCredentialsIn(raw);
    if (typed !== undefined && !this.#known.includes(typed)) overwriteFormsIn(raw, secretForms([typed]));
    return overwriteFormsIn(raw, this.#forms);
  }

  /** A body as it may be kept whole: what is XML has its elements overwritten by place, too. */
  body(request: Pick<WebRequest, 'body' | 'credential' | 'document' | 'headers'>): Buffer {
    const typed = request.credential?.password.reveal();
    const known = typed === undefined ? this.#known : [...this.#known, typed];
    const body = request.document ? withoutPasswordElements(request.body, request.document) : request.body;
    const clean = withoutSecrets(readable(body, request.headers['content-encoding']), known);
    return this.#strangers ? withoutTickets(clean) : clean;
  }

  /** Bytes that are no request, or a part of one; `encoding` is how they are packed. */
  bytes(bytes: Buffer, encoding?: string): Buffer {
    const clean = withoutSecrets(readable(bytes, encoding), this.#known);
    return this.#strangers ? withoutTickets(clean) : clean;
  }

  /** An answer as it may be recorded: overwritten where it is. */
  response(raw: Buffer): Buffer {
    if (this.#strangers) return this.bytes(raw);
    return overwriteFormsIn(overwriteCredentialsIn(raw), this.#forms);
  }

  /** A text that should hold no secret, unless somebody typed one into the wrong place. */
  text(text: string): string {
    const bytes = Buffer.from(text);
    if (!this.#forms.some((form) => bytes.includes(form))) return text;
    return overwriteFormsIn(bytes, this.#forms).toString();
  }
}

/** No secret stays hidden in what is compressed; what nobody here can unpack stays as it is. */
function readable(body: Buffer, encoding: string | undefined): Buffer {
  const plain = encoding === undefined ? undefined : unpacked(body, encoding);
  if (plain !== 'too-large') return plain ?? body;
  return Buffer.from(`${body.length} bytes, not kept: unpacked they are more than ${MAX_KEPT_BYTES}`);
}

function withoutPasswordElements(body: Buffer, document: XmlElement): Buffer {
  const places = passwordPlaces(body, document);
  if (!places) return NOTHING;
  const copy = Buffer.from(body);
  for (const [start, end] of places) copy.fill('*', start, end);
  return copy;
}

/**
 * Where the body has what password elements hold: comments, CDATA and character references hide a value from a text
 * search, so elements are overwritten by place. Undefined where there are too many.
 */
function passwordPlaces(body: Buffer, document: XmlElement): (readonly [start: number, end: number])[] | undefined {
  const passwords = passwordElements(document);
  if (passwords.length > MAX_PASSWORD_ELEMENTS) return undefined;
  if (passwords.length === 0) return [];
  const text = body.toString('utf8');
  const ascii = text.length === body.length;
  const placeOf = (at: number) => (ascii ? at : Buffer.byteLength(text.slice(0, at)));
  return passwords.flatMap(({ source }) => {
    const start = placeOf(text.indexOf('>', source.start) + 1);
    const end = placeOf(text.lastIndexOf('<', source.end - 1));
    return end > start ? [[start, end] as const] : [];
  });
}

function passwordElements(element: XmlElement, found: XmlElement[] = []): XmlElement[] {
  if (/^password$/i.test(element.localName)) found.push(element);
  else for (const each of element.children) if (typeof each !== 'string') passwordElements(each, found);
  return found;
}
