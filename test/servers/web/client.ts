import type { Duplex } from 'node:stream';
import type { ServerContext } from '../../../harness/servers/context.js';
import {
  createWebServer,
  type WebServer,
  type WebServerOptions,
  type WebService,
} from '../../../harness/servers/web/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { type TestContextOptions, testContext } from '../deployment.js';

export interface Answer {
  readonly status: number;
  /** Lower-case names; the first value of each. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
  readonly text: string;
}

export interface Ask {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** One HTTP/1.1 connection to the core, in memory: requests one after the other, bytes as written here. */
export class WebClient {
  readonly stream: Duplex;
  #received: Buffer = Buffer.alloc(0);
  #arrived: () => void = () => {};
  #ended = false;

  constructor(web: WebServer, service: WebService = 'web', remoteAddress = '127.20.0.1') {
    const [mine, theirs] = memoryPair();
    this.stream = mine;
    mine.on('data', (bytes: Buffer) => {
      this.#received = Buffer.concat([this.#received, bytes]);
      this.#arrived();
    });
    mine.on('close', () => this.#end());
    mine.on('end', () => this.#end());
    mine.on('error', () => this.#end());
    web.serve(theirs, { service, connection: web.nextConnection(service), remoteAddress });
  }

  get closed(): boolean {
    return this.#ended;
  }

  /** POST with a body, GET without, unless said otherwise. */
  async ask(path: string, ask: Ask = {}): Promise<Answer> {
    const body = Buffer.from(ask.body ?? '');
    const method = ask.method ?? (ask.body === undefined ? 'GET' : 'POST');
    const headers = { Host: 'lyncweb.contoso.com', ...ask.headers, 'Content-Length': String(body.length) };
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
    this.stream.write(Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n`), body]));
    return await this.read();
  }

  async soap(path: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Promise<Answer> {
    return await this.ask(path, { body, headers: { 'Content-Type': 'text/xml; charset=utf-8', ...headers } });
  }

  /** The next answer on the wire. */
  async read(): Promise<Answer> {
    for (;;) {
      const answer = takeAnswer(this.#received);
      if (answer) {
        this.#received = answer.rest;
        return answer;
      }
      if (this.#ended) throw new Error(`the connection ended after ${JSON.stringify(this.#received.toString())}`);
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  /** Until the server ends the connection. */
  async waitClosed(): Promise<void> {
    while (!this.#ended) {
      await new Promise<void>((resolve) => {
        this.#arrived = resolve;
      });
    }
  }

  #end(): void {
    this.#ended = true;
    this.#arrived();
  }
}

function takeAnswer(bytes: Buffer): (Answer & { rest: Buffer }) | undefined {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const [status = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  const length = headers.get('content-length');
  if (length === undefined) throw new Error(`an answer has no Content-Length: ${status}`);
  const start = end + 4;
  if (bytes.length < start + Number(length)) return undefined;
  const body = bytes.subarray(start, start + Number(length));
  const rest = bytes.subarray(start + Number(length));
  return { status: Number(status.split(' ')[1]), headers, body, text: body.toString('utf8'), rest };
}

export interface TestWeb {
  readonly context: ServerContext;
  readonly web: WebServer;
  client(service?: WebService): WebClient;
}

/** The core with a fresh context; ended with the test. */
export async function testWeb(
  t: { teardown(end: () => void): void },
  options: TestContextOptions & WebServerOptions = {},
): Promise<TestWeb> {
  const context = await testContext(options);
  const web = createWebServer(context, options);
  t.teardown(() => web.close());
  return { context, web, client: (service) => new WebClient(web, service) };
}

/** The web service settings of the test deployment with some changed. */
export function settings(changed: Partial<ServerContext['deployment']['webServices']>): TestContextOptions {
  return {
    deployment: {
      webServices: {
        http: true,
        https: true,
        chainDownload: true,
        pinAuthentication: true,
        windowsAuthentication: true,
        certificateHours: 4320,
        ...changed,
      },
    },
  };
}
