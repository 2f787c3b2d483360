import type { Duplex } from 'node:stream';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { PhoneRecord } from '../../record.js';
import type { WaitingClock } from '../../waiting.js';
import type { NetworkPlug } from '../plug.js';
import type { Resolver } from '../resolver.js';
import { secure, type TrustQuestion } from '../secure.js';
import type { HttpAnswer } from './http-answer.js';
import type { HttpHead, TakeBody } from './http-body.js';
import { HttpConnection, type HttpRequest } from './http-connection.js';
import { allows, MAX_REDIRECTS, type RedirectPolicy, redirectTarget } from './redirects.js';

export type WebRequest = Omit<HttpRequest, 'headers' | 'url'> & {
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** It means something on the connection of the request before alone, and is not sent on another. */
  readonly sameConnection?: boolean;
  /** Its body can be used by whoever reads it: it goes to a server whose certificates the phone accepted, or nowhere. */
  readonly confidential?: boolean;
};

/** An answer, and the URL that gave it: another than was asked where the phone followed a redirect. */
export interface WebAnswer extends HttpAnswer {
  readonly url: string;
}

export interface WebClientParts {
  readonly plug: NetworkPlug;
  readonly resolver: Resolver;
  readonly trust: TrustQuestion;
  readonly clock: WaitingClock;
  readonly userAgent: string;
  /** Sent with every request that has none of the same name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Default: none. */
  readonly redirects?: RedirectPolicy;
  readonly record?: PhoneRecord;
  /** Confidential bodies go over plain http too. */
  readonly pinInClear?: boolean;
}

/** Of a URL that somebody else wrote. */
const MAX_SHOWN = 300;

/** The phone's HTTP client: one connection a host and port, requests one after another. */
export class WebClient {
  readonly #parts: WebClientParts;
  readonly #connections = new Map<string, HttpConnection>();

  constructor(parts: WebClientParts) {
    this.#parts = parts;
  }

  /**
   * One request and its answer, whatever its status; where the phone follows redirects, that of the last server. It asks
   * there the same again, by GET after a 303 (RFC 9110 15.4; that phones do not turn a POST into a GET is inferred).
   * @throws ServerUntrusted, or HarnessError PHONE_URL_INVALID, PHONE_CONNECT_FAILED, the errors of names and of TLS,
   * PHONE_PIN_UNPROTECTED, and those of `HttpConnection.send`
   */
  async send(request: WebRequest): Promise<WebAnswer> {
    return await this.#follow(request, (asked, url) =>
      this.#once(asked, url, (connection, message) => connection.send(message)),
    );
  }

  /**
   * The same, the body handed over piece by piece: that of the last answer alone, for `take` sees each head.
   * @throws HarnessError as `send`, and whatever `take` throws
   */
  async receive(request: WebRequest, take: TakeBody): Promise<HttpHead & { readonly url: string }> {
    return await this.#follow(request, (asked, url) =>
      this.#once(asked, url, (connection, message) => connection.receive(message, take)),
    );
  }

  async #follow<T extends HttpHead>(
    request: WebRequest,
    ask: (asked: WebRequest, url: URL) => Promise<T>,
  ): Promise<T & { readonly url: string }> {
    const { record, redirects: policy = 'none' } = this.#parts;
    let asked = request;
    for (let redirects = 0; ; redirects++) {
      const url = usableUrl(asked.url, asked.what);
      if (!this.#mayGo(asked, url))
        throw new HarnessError('PHONE_PIN_UNPROTECTED', { url: url.href.slice(0, MAX_SHOWN) });
      const answer = await ask(asked, url);
      const to = redirectTarget(answer, url);
      if (!to) return { ...answer, url: asked.url };
      const followed = allows(policy, url, to) && redirects < MAX_REDIRECTS && this.#mayGo(asked, to);
      const shown = { from: url.href, to: to.href.slice(0, MAX_SHOWN), status: answer.status };
      record?.('phone.redirected', { ...shown, followed, policy });
      if (!followed) return { ...answer, url: asked.url };
      asked = answer.status === 303 ? { method: 'GET', url: to.href, what: asked.what } : { ...asked, url: to.href };
    }
  }

  /** Over https `secure` lets nothing through before the chain is accepted. */
  #mayGo({ confidential }: WebRequest, { protocol }: URL): boolean {
    return !confidential || protocol === 'https:' || (this.#parts.pinInClear ?? false);
  }

  async #once<T>(
    request: WebRequest,
    url: URL,
    ask: (connection: HttpConnection, message: HttpRequest) => Promise<T>,
  ): Promise<T> {
    const { headers: usual, userAgent } = this.#parts;
    const headers = { Host: url.host, 'User-Agent': userAgent, ...usual, ...request.headers };
    const message = { ...request, url, headers };
    const connection = await this.#connection(url, request);
    const again = connection.used;
    try {
      return await ask(connection, message);
    } catch (error) {
      // A kept connection may have been closed by the server just now; a new one is not to be blamed on that.
      if (!again || !(error instanceof HarnessError) || error.code !== 'PHONE_CONNECTION_LOST') throw error;
      return await ask(await this.#connection(url, request), message);
    }
  }

  /** A client of the same phone with connections of its own: what one authenticated is not the other's. */
  another(): WebClient {
    return new WebClient(this.#parts);
  }

  close(): void {
    for (const connection of this.#connections.values()) connection.close();
    this.#connections.clear();
  }

  async #connection(url: URL, { sameConnection, what }: WebRequest): Promise<HttpConnection> {
    const open = this.#connections.get(url.origin);
    if (open?.usable) return open;
    if (sameConnection) throw new HarnessError('PHONE_CONNECTION_LOST', { who: url.host, what });
    const connection = new HttpConnection(await this.#dial(url), this.#parts.clock);
    this.#connections.set(url.origin, connection);
    return connection;
  }

  async #dial(url: URL): Promise<Duplex> {
    const { plug, resolver, trust } = this.#parts;
    const tls = url.protocol === 'https:';
    const port = url.port === '' ? (tls ? 443 : 80) : Number(url.port);
    const socket = await plug.connectToAny(await resolver.addresses(url.hostname), port);
    return tls ? await secure(socket, url.hostname, trust) : socket;
  }
}

/** Refuses what a phone could not dial; a fragment or a user name in it is somebody's mistake, and kept. */
function usableUrl(text: string, what: string): URL {
  let url: URL | undefined;
  try {
    url = new URL(text);
  } catch {
    url = undefined;
  }
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url;
  const detail = url ? `the scheme is ${url.protocol.slice(0, 20)}` : 'it is not a URL';
  throw new HarnessError('PHONE_URL_INVALID', { url: text.slice(0, 200), what, detail });
}
