import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { ExecutionContext } from 'ava';
import type { ServerContext } from '../../harness/servers/context.js';
import type { UpstreamLimits, UpstreamPlan, UpstreamTarget } from '../../harness/servers/sockets/upstream/index.js';
import { Upstream } from '../../harness/servers/sockets/upstream/index.js';
import { createWebServer, listenHttp, listenHttps } from '../../harness/servers/web/index.js';
import { testContext } from '../servers/deployment.js';
import { PeerProcess } from './peer-process.js';

export interface ProxyPlan {
  readonly web?: UpstreamTarget;
  readonly plain?: UpstreamTarget;
  readonly plan?: Partial<UpstreamPlan>;
  readonly limits?: Partial<UpstreamLimits>;
}

export interface Proxy {
  readonly context: ServerContext;
  /** Arguments that make curl find the harness under its names. */
  readonly curl: readonly string[];
}

/** A server on this machine under a name. */
export function named(host: string, port: number): UpstreamTarget {
  return { host, address: '127.0.0.1', port };
}

/** The web services on http and https before servers nobody here wrote. */
export async function webProxy(t: ExecutionContext, { limits, plain, plan, web }: ProxyPlan): Promise<Proxy> {
  const targets = { ...(web && { web }), ...(plain && { 'web-http': plain }) };
  const forward = { all: false, paths: [], rootChain: false };
  const upstream = new Upstream({ targets, forward, verify: true, hostHeader: 'keep', ...plan }, limits);
  const context = await testContext({ upstream, capture: (label) => label });
  const server = createWebServer(context);
  const http = await listenHttp(server, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  const https = await listenHttps(server, context, { service: 'web', address: '127.0.0.1', port: 0 });
  t.teardown(async () => {
    upstream.close();
    await Promise.all([http.close(), https.close()]);
    server.close();
  });
  const connect = [
    ...['--connect-to', `lyncweb.contoso.com:80:127.0.0.1:${http.port}`],
    ...['--connect-to', `lyncweb.contoso.com:443:127.0.0.1:${https.port}`],
  ];
  // The scenario's certificates are of a date long past; they are not what is tested here.
  return { context, curl: ['-q', '--silent', '--show-error', '--insecure', '--max-time', '30', ...connect] };
}

/** A port of this machine for a program that cannot say which one it took. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** What a program wrote, when it has ended well. */
export async function outputOf(t: ExecutionContext, program: string, args: readonly string[]): Promise<string> {
  const running = new PeerProcess(t, program, args);
  const code = await running.exited;
  if (code !== 0) throw new Error(`${program} ended with ${code}: ${running.output}`);
  return running.output;
}
