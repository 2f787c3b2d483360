import { once } from 'node:events';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { createWebServer, listenHttp } from '../../harness/servers/web/index.js';
import { testContext } from '../servers/deployment.js';
import { behind } from '../servers/upstream/behind.js';
import type { Benchmark, Rounds } from './benchmark.js';

const CONNECTIONS = 16;
const REQUESTS = 60;
/** About a metadata document. */
const ANSWER = Buffer.alloc(8 * 1024, '<a/>');

async function listening(listener: http.RequestListener): Promise<{ port: number; server: http.Server }> {
  const server = http.createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port, server };
}

function ask(agent: http.Agent, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.get({ agent, port, host: '127.0.0.1', path: '/unheard-of' }, (answer) => {
      let length = 0;
      answer.on('data', (piece: Buffer) => (length += piece.length));
      answer.on('end', () => (length === ANSWER.length ? resolve() : reject(new Error(`${length} bytes came`))));
    });
    request.on('error', reject);
  });
}

/** So many requests on each of the connections, one after the other. */
async function load(port: number): Promise<number> {
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
      for (let count = 0; count < REQUESTS; count++) await ask(agent, port);
      agent.destroy();
    }),
  );
  return CONNECTIONS * REQUESTS;
}

async function prepare(): Promise<Rounds> {
  const real = await listening((_request, response) => {
    response.writeHead(200, { 'Content-Length': ANSWER.length });
    response.end(ANSWER);
  });
  const agent = new http.Agent({ keepAlive: true });
  const bare = await listening((request, response) => {
    const { headers, method, url: path } = request;
    const on = http.request({ agent, headers, host: '127.0.0.1', method, path, port: real.port }, (answer) => {
      response.writeHead(answer.statusCode ?? 0, answer.headers);
      answer.pipe(response);
    });
    request.pipe(on);
  });
  const upstream = behind(real.port);
  const web = createWebServer(await testContext({ upstream }));
  const ours = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  return {
    ours: () => load(ours.port),
    theirs: () => load(bare.port),
    close: async () => {
      upstream.close();
      await ours.close();
      web.close();
      agent.destroy();
      for (const { server } of [bare, real]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

export const benchmarks: readonly Benchmark[] = [
  {
    name: 'requests passed on to a server behind, journal on',
    peer: 'a bare Node proxy that records nothing',
    prepare,
  },
];
