import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ExecutionContext } from 'ava';

export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Port of the connection it came over. */
  readonly connection: number;
}

export interface Answered {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** A plain HTTP server whose every answer the test gives; what it received, and where it listens. */
export async function webServer(
  t: ExecutionContext,
  answer: (request: Received, nth: number) => Answered | Promise<Answered>,
) {
  const requests: Received[] = [];
  const server = createServer(async (incoming, outgoing) => {
    let body = '';
    for await (const chunk of incoming) body += chunk;
    const { method = '', url: path = '', headers, socket } = incoming;
    const request = { method, path, headers, body, connection: socket.remotePort ?? 0 };
    const nth = requests.push(request) - 1;
    const given = await answer(request, nth);
    const content = Buffer.from(given.body ?? '');
    outgoing.writeHead(given.status ?? 200, { 'Content-Length': content.length, ...given.headers }).end(content);
  });
  t.teardown(() => {
    server.closeAllConnections();
    server.close();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { requests, port, url: `http://127.0.0.1:${port}`, server };
}
