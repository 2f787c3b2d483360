import { request } from 'node:http';
import type { Duplex } from 'node:stream';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { WaitingClock } from '../../waiting.js';
import { type HttpAnswer, readAnswer } from './http-answer.js';

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
    this.#used = true;
    const limit = HTTP_TIMEOUT_MS;
    const answer = await this.#clock.within(limit, this.#exchange(message)).catch((error: unknown) => {
      this.close();
      throw error;
    });
    if (answer === timedOut) {
      this.close();
      throw new HarnessError('PHONE_NO_ANSWER', { who: message.url.host, what: message.what, limit: limit / 1000 });
    }
    if (answer.header('connection').some((value) => /\bclose\b/i.test(value))) this.close();
    return answer;
  }

  close(): void {
    this.#closing = true;
    this.#socket.destroy();
  }

  #exchange({ method, url, headers, body, what }: HttpRequest): Promise<HttpAnswer> {
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
      outgoing.once('response', (message) => readAnswer(message, url.href, what).then(resolve, lost));
      outgoing.end(body);
    });
  }
}

function unusable(error: Error, url: URL, what: string): HarnessError {
  if (error instanceof HarnessError) return error;
  const code = 'code' in error ? String(error.code) : '';
  if (code.startsWith('HPE_')) {
    return new HarnessError('PHONE_HTTP_INVALID', { url: url.href, what, detail: error.message }, { cause: error });
  }
  return new HarnessError('PHONE_CONNECTION_LOST', { who: url.host, what }, { cause: error });
}
