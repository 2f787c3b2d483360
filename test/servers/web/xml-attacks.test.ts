import { Agent, request } from 'node:https';
import { connect } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { createWebServer, listenHttp, listenHttps, MAX_BODY_BYTES } from '../../../harness/servers/web/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { type XmlAttack, xmlAttacks } from './xml-attacks.js';

/** Every place that reads a SOAP message or another document. */
const ROUTES = [
  '/CertProv/CertProvisioningService.svc',
  '/CertProv/CertProvisioningService.svc/WebTicket_Proof_SHA1',
  '/WebTicket/WebTicketService.svc',
  '/WebTicket/WebTicketService.svc/pin',
  '/WebTicket/WebTicketService.svc/cert',
  '/WebTicket/WebTicketService.svc/Auth',
  '/nothing/here.svc',
];

/** Far above what any attack needs, and far below what one that worked would take. */
const MEMORY_BOUND = 200 * 1024 * 1024;

async function https(t: ExecutionContext, keep: (bytes: Buffer) => string = () => 'kept') {
  const context = await testContext({ capture: (_label, bytes) => keep(bytes) });
  const web = createWebServer(context);
  const listener = await listenHttps(web, context, { service: 'web', address: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  t.teardown(async () => {
    agent.destroy();
    web.close();
    await listener.close();
  });
  const post = ({ body, headers }: Pick<XmlAttack, 'body' | 'headers'>, path: string) =>
    new Promise<{ status: number; text: string }>((resolve, reject) => {
      const sent = { 'Content-Type': 'text/xml; charset=utf-8', 'Content-Length': body.length, ...headers };
      const asked = request({ host: '127.0.0.1', port: listener.port, path, agent, method: 'POST', headers: sent });
      asked.on('error', reject);
      asked.on('response', async (answer) => {
        const pieces: Buffer[] = [];
        for await (const piece of answer as AsyncIterable<Buffer>) pieces.push(piece);
        resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(pieces).toString() });
      });
      asked.end(body);
    });
  return { context, post, port: listener.port };
}

/** Of this thread alone: other tests run in the same process. */
function memoryInUse(): number {
  const { external, heapTotal } = process.memoryUsage();
  return heapTotal + external;
}

test.serial('every attack on the reader of XML is refused on every path, with a sentence, within bounds', async (t) => {
  const { context, post } = await https(t);
  const before = memoryInUse();
  let most = before;
  for (const each of xmlAttacks) {
    const started = performance.now();
    for (const path of ROUTES) {
      const { status, text } = await post(each, path);
      t.is(status, each.status, `${each.name} at ${path}: ${text.slice(0, 300)}`);
      t.regex(text, each.sentence, `${each.name} at ${path}`);
      most = Math.max(most, memoryInUse());
    }
    const took = (performance.now() - started) / ROUTES.length;
    if (took > 20) t.log(`${each.name}: ${each.body.length} bytes, ${took.toFixed(0)} ms`);
  }
  t.log(
    `${xmlAttacks.length} attacks on ${ROUTES.length} paths, at most ${Math.round((most - before) / 2 ** 20)} MiB more`,
  );
  t.true(most - before < MEMORY_BOUND);
  t.deepEqual(eventsOf(context.journal, 'harness.error'), []);
});

test('what was refused is kept whole all the same, and the connection goes on', async (t) => {
  const kept: Buffer[] = [];
  const { context, post } = await https(t, (bytes) => `kept-${kept.push(bytes)}`);
  const [first] = xmlAttacks;
  if (!first) return t.fail();
  await post(first, ROUTES[0] ?? '');
  t.deepEqual(kept, [first.body]);
  t.like(eventsOf(context.journal, 'web.unknown-request')[0], { method: 'POST', capture: 'kept-1' });
  t.is((await post({ body: Buffer.from('<x/>') }, ROUTES[0] ?? '')).status, 500, 'other XML is a fault');
  t.is(eventsOf(context.journal, 'connection.opened').length, 1);
});

test('the device update service takes what says it is XML and is not: its real form is not known', async (t) => {
  const { post } = await https(t);
  t.is((await post({ body: Buffer.from('<Request>') }, '/RequestHandler/ucdevice.upx')).status, 200);
});

test('a body without end is read up to a bound, then the connection is gone', async (t) => {
  const context = await testContext();
  const web = createWebServer(context);
  const listener = await listenHttp(web, { service: 'web-http', address: '127.0.0.1', port: 0 }, 'web-http');
  t.teardown(async () => {
    web.close();
    await listener.close();
  });
  const socket = connect(listener.port, '127.0.0.1');
  socket.on('error', () => {});
  socket.write(`POST ${ROUTES[0]} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n`);
  const chunk = Buffer.from(`10000\r\n${'a'.repeat(0x10000)}\r\n`);
  const closed = new Promise((resolve) => socket.once('close', resolve));
  let sent = 0;
  const more = () => {
    while (!socket.destroyed && socket.write(chunk)) sent += chunk.length;
    sent += chunk.length;
  };
  socket.on('drain', more);
  more();
  await closed;
  t.true(sent > MAX_BODY_BYTES);
  t.true(sent < 64 * MAX_BODY_BYTES, `${sent} bytes`);
  t.deepEqual(eventsOf(context.journal, 'harness.error'), []);
});
