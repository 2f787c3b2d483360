import { type IncomingMessage, request } from 'node:http';
import type { Duplex } from 'node:stream';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { WaitingClock } from '../../waiting.js';
import { type HttpAnswer, readAnswer } from './http-answer.js';
import { type HttpHead, headOf, type TakeBody, takeBody } from './http-body.js';

/** How long the phone waits for an answer; unknown for real phones. */
export const HTTP_TIMEOUT_MS = 60_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer;
  /** For messages: "the request for a web ticket". */
  readonly what: string;
}

/** One HTTP connection, kept over its requests: NTLM authenticates the connection. */
export class HttpConnection {
  readonly #socket: Duplex;
  readonly #clock: WaitingClock;
  #used = false;
  #closing = false;

  constructor(socket: Duplex, clock: WaitingClock) {
    this.#socket = socket;
    this.#clock = clock;
  }

  /** Another request can be sent here. */
  get usable(): boolean {
    return !this.#closing && !this.#socket.destroyed && this.#socket.writable;
  }

  /** It carried a request before, so that the server may have closed it meanwhile. */
  get used(): boolean {
    return this.#used;
  }

  /**
   * Sends one request and reads its answer. Requests must not overlap.
   * @throws HarnessError PHONE_NO_ANSWER, PHONE_CONNECTION_LOST, PHONE_HTTP_INVALID
   */
  async send(message: HttpRequest): Promise<HttpAnswer> {
    const { url, what } = message;
    const answer = await this.#answered(
      message,
      this.#exchange(message, (incoming) => readAnswer(incoming, url.href, what)),
    );
    if (this.#closing) this.close();
    return answer;
  }

  /**
   * Sends one request and hands over the body of its answer as it comes. The limit is one of silence, however long the
   * whole takes.
   * @throws HarnessError as `send`, and whatever `take` throws; the connection ends with it
   */
  async receive(message: HttpRequest, take: TakeBody): Promise<HttpHead> {
    const { url, what } = message;
    const incoming = await this.#answered(
      message,
      this.#exchange(message, async (response) => held(response)),
    );
    try {
      const head = await takeBody(incoming.message, take, { clock: this.#clock, limit: HTTP_TIMEOUT_MS, what, url });
      if (this.#closing) this.close();
      return head;
    } catch (error) {
      this.close();
      throw error instanceof Error && 'code' in error ? unusable(error, url, what) : error;
    }
  }

  async #answered<T extends Pick<HttpHead, 'header'>>(message: HttpRequest, exchange: Promise<T>): Promise<T> {
    this.#used = true;
    const limit = HTTP_TIMEOUT_MS;
    const answer = await this.#clock.within(limit, exchange).catch((error: unknown) => {
      this.close();
      throw error;
    });
    if (answer === timedOut) {
      this.close();
      throw new HarnessError('PHONE_NO_ANSWER', { who: message.url.host, what: message.what, limit: limit / 1000 });
    }
    if (answer.header('connection').some((value) => /\bclose\b/i.test(value))) this.#closing = true;
    return answer;
  }

  close(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  #exchange<T>(
    { method, url, headers, body, what }: HttpRequest,
    read: (message: IncomingMessage) => Promise<T>,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const lost = (error: Error) => reject(unusable(error, url, what));
      const outgoing = request({
        method,
        path: `${url.pathname}${url.search}`,
        createConnection: () => this.#socket,
        // Without an agent Node would ask for the connection to be closed.
        headers: { ...headers, Connection: 'keep-alive', ...(body && { 'Content-Length': body.length }) },
        setHost: false,
      });
      outgoing.once('error', lost);
      outgoing.once('response', (message) => read(message).then(resolve, lost));
      outgoing.end(body);
    });
  }
}

/** A response whose body waits to be taken. */
function held(message: IncomingMessage): HttpHead & { readonly message: IncomingMessage } {
  return { ...headOf(message), message };
}

function unusable(error: Error, url: URL, what: string): HarnessError {
  if (error instanceof HarnessError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) {
    return new HarnessError('PHONE_HTTP_INVALID', { url: url.href, what, detail: error.message }, { cause: error });
  }
  return new HarnessError('PHONE_CONNECTION_LOST', { who: url.host, what }, { cause: error });
}
