import { request as httpRequest, type RequestOptions } from 'node:http';
import { Agent, request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { createWebServer, listenHttp, listenHttps } from '../../../harness/servers/web/index.js';
import { eventsOf, testContext } from '../deployment.js';

const place = { service: 'web', address: '127.0.0.1', port: 0 };
const path = '/CertProv/CertProvisioningService.svc/mex';

function get(send: typeof httpRequest, options: RequestOptions): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = send({ host: '127.0.0.1', path, ...options }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.on('error', reject);
    asked.end();
  });
}

async function server(t: { teardown(end: () => unknown): void }) {
  const context = await testContext();
  const web = createWebServer(context);
  t.teardown(() => web.close());
  return { context, web };
}

test('http listens, knows the peer, and stops', async (t) => {
  const { context, web } = await server(t);
  const listener = await listenHttp(web, place, 'web-http');
  t.is(await get(httpRequest, { port: listener.port, agent: false }), 200);
  t.like(eventsOf(context.journal, 'web.request')[0], { service: 'web-http', device: 'ip:127.0.0.1' });
  await listener.close();
  await t.throwsAsync(get(httpRequest, { port: listener.port, agent: false }), { code: 'ECONNREFUSED' });
});

test('https records the connection from its opening to its end', async (t) => {
  const { context, web } = await server(t);
  const listener = await listenHttps(web, context, place);
  t.teardown(() => listener.close());
  const { default: certificate } = context.deployment.certificates;
  const agent = new Agent({ rejectUnauthorized: false, servername: 'lyncweb.contoso.com', maxVersion: 'TLSv1.2' });
  t.is(await get(httpsRequest, { port: listener.port, agent }), 200);
  agent.destroy();
  await recorded(context.journal, 'connection.closed');
  const { events } = context.journal;
  t.deepEqual(
    events.map(({ type }) => type),
    [
      'connection.opened',
      'tls.client-hello',
      'tls.server-flight',
      'tls.established',
      'web.request',
      'web.response',
      'connection.closed',
    ],
  );
  t.deepEqual([...new Set(events.map(({ connection }) => connection))], ['web#1']);
  t.deepEqual([...new Set(events.map(({ device }) => device))], ['ip:127.0.0.1']);
  t.deepEqual([...new Set(events.map(({ service }) => service))], ['web']);
  t.is(eventsOf(context.journal, 'tls.client-hello')[0]?.serverName, 'lyncweb.contoso.com');
  const [flight] = eventsOf(context.journal, 'tls.server-flight');
  t.is(flight?.chain.length, certificate.chain.length);
  t.regex(flight?.chain[0]?.subject ?? '', /^CN=pool01\.contoso\.com/);
});

test('a client for whom the chain is years too old is seen to refuse it', async (t) => {
  const { context, web } = await server(t);
  const listener = await listenHttps(web, context, place);
  t.teardown(() => listener.close());
  await t.throwsAsync(get(httpsRequest, { port: listener.port, agent: false }), { code: 'CERT_HAS_EXPIRED' });
  await recorded(context.journal, 'tls.refused');
  t.is(eventsOf(context.journal, 'tls.refused')[0]?.by, 'phone');
  t.is(eventsOf(context.journal, 'web.request').length, 0);
});

test('http on the https port is recorded with too few bytes to hold a credential', async (t) => {
  const { context, web } = await server(t);
  const listener = await listenHttps(web, context, place);
  t.teardown(() => listener.close());
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write('POST /WebTicket/WebTicketService.svc HTTP/1.1\r\nAuthorization: Basic c2VjcmV0\r\n\r\n');
  await recorded(context.journal, 'tls.not-tls');
  const [event] = eventsOf(context.journal, 'tls.not-tls');
  t.is(event?.looksLike, 'http');
  t.is(Buffer.from(event?.raw ?? '', 'base64').toString(), 'POST /WebTicket/');
  socket.destroy();
});

test('a port that is taken is an error an operator understands', async (t) => {
  const { web } = await server(t);
  const listener = await listenHttp(web, place, 'web-http');
  t.teardown(() => listener.close());
  const error = await t.throwsAsync(listenHttp(web, { ...place, port: listener.port }, 'web-http'), {
    instanceOf: HarnessError,
  });
  t.is(error.code, 'PORT_TAKEN');
});

test('an engine of its own may open the TLS connections', async (t) => {
  const context = await testContext();
  const opened: string[] = [];
  const web = createWebServer(context, {
    openTls: async (stream, { observe }) => {
      opened.push('plain');
      observe({ type: 'established', version: 'none', suite: 'none', engine: 'openssl', resumed: false });
      // Not TLS at all: enough to show that the application never notices.
      return stream as never;
    },
  });
  t.teardown(() => web.close());
  const listener = await listenHttps(web, context, place);
  t.teardown(() => listener.close());
  t.is(await get(httpRequest, { port: listener.port, agent: false }), 200);
  t.deepEqual(opened, ['plain']);
  t.is(eventsOf(context.journal, 'web.request')[0]?.service, 'web');
});

function recorded(journal: Awaited<ReturnType<typeof testContext>>['journal'], type: string): Promise<void> {
  return new Promise((resolve) => {
    if (journal.events.some((event) => event.type === type)) return resolve();
    const unsubscribe = journal.subscribe((event) => {
      if (event.type !== type) return;
      unsubscribe();
      resolve();
    });
  });
}
