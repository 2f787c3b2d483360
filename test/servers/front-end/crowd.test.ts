import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { connect as connectTls, createSecureContext } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd, IDLE_TIMEOUT_MS, listenFrontEnd } from '../../../harness/servers/front-end/index.js';
import { memoryPair } from '../../../harness/tls/index.js';
import { header, serializeSip } from '../../../harness/wire/sip/index.js';
import { eventsOf, testContext, testDate } from '../deployment.js';
import { TestPhone, userCertificate } from './phone.js';
import { connect, request, SipClient } from './sip-client.js';

const CROWD = 5_000;
const place = (port: number) => ({ address: '10.0.0.21', port });

async function scene(): Promise<{ context: ServerContext; clock: ScenarioClock; frontEnd: FrontEnd }> {
  const clock = new ScenarioClock({ start: testDate, waits: 'real' });
  const context = await testContext({ clock });
  return { context, clock, frontEnd: new FrontEnd(context) };
}

/** A phone with TLS-DSK on that Front End, its association standing. */
async function phoneOn(t: ExecutionContext, context: ServerContext, frontEnd: FrontEnd): Promise<TestPhone> {
  const phone = await TestPhone.connected(t, frontEnd, { certificate: await userCertificate(context) });
  return await phone.authenticated();
}

function megabytes(bytes: number): string {
  return `${(bytes / 1024 / 1024).toFixed(1)} MiB`;
}

/** Prints what the crowd holds; the collector is not asked, so it is at most this. */
function tellMemory(t: ExecutionContext, before: NodeJS.MemoryUsage, count: number, what: string): void {
  const after = process.memoryUsage();
  const heap = after.heapUsed + after.external - before.heapUsed - before.external;
  const each = Math.round(heap / count / 1024);
  t.log(
    `${count} ${what}: ${megabytes(heap)} of heap, ${each} KiB each; resident ${megabytes(after.rss - before.rss)} more`,
  );
}

test.serial(`${CROWD} idle connections do not disturb a phone that registers, and are closed in time`, async (t) => {
  const { clock, context, frontEnd } = await scene();
  const before = process.memoryUsage();
  let closed = 0;
  const crowd: Duplex[] = [];
  for (let i = 0; i < CROWD; i++) {
    const [near, far] = memoryPair();
    frontEnd.handle(far, { id: `idle#${i}`, peer: place(2000 + i), local: place(5061) });
    near.on('close', () => closed++);
    near.resume();
    crowd.push(near);
  }
  tellMemory(t, before, CROWD, 'idle connections, both ends in this process');
  const phone = await phoneOn(t, context, frontEnd);
  t.is((await phone.ask()).status, 200);
  clock.advance(IDLE_TIMEOUT_MS - 300_000);
  t.is((await phone.ask()).status, 200, 'the phone refreshes');
  await turns();
  t.is(closed, 0);
  clock.advance(300_000);
  while (closed < CROWD) await turns();
  t.is((await phone.ask()).status, 200, 'and goes on when they are gone');
  t.is(eventsOf(context.journal, 'harness.error').length, 0);
  clock.stop();
});

test.serial('clients of one byte a second do not disturb a phone, and are answered in the end', async (t) => {
  const { clock, context, frontEnd } = await scene();
  const before = process.memoryUsage();
  const bytes = serializeSip(request({ extra: [{ name: 'X-Long', value: 'x'.repeat(200) }] }));
  const slow = Array.from({ length: 200 }, () => connect(t, frontEnd));
  const phone = await phoneOn(t, context, frontEnd);
  let refreshes = 0;
  for (let second = 0; second < bytes.length - 1; second++) {
    for (const client of slow) client.send(Buffer.of(bytes[second] ?? 0));
    clock.advance(1_000);
    if (second % 60 !== 0) continue;
    t.is((await phone.ask()).status, 200);
    refreshes++;
  }
  t.true(bytes.length * 1_000 > IDLE_TIMEOUT_MS, 'slower than the idle time');
  t.true(refreshes > 10);
  t.is(
    eventsOf(context.journal, 'front-end.request').filter(({ connection }) => connection !== phoneConnection(context))
      .length,
    0,
  );
  tellMemory(t, before, slow.length, 'slow connections with most of a REGISTER each');
  for (const client of slow) {
    const response = await client.ask(bytes.subarray(-1));
    t.is(response.status, 401);
    t.is(header(response, 'CSeq'), '1 REGISTER');
  }
  clock.stop();
});

/** The only one that ever got a whole request through. */
function phoneConnection(context: ServerContext): string | undefined {
  return eventsOf(context.journal, 'front-end.signed-in')[0]?.connection;
}

test.serial(`${CROWD} idle connections over TLS on real sockets`, async (t) => {
  const files = openFileLimit();
  if (files < 2 * CROWD + 500) {
    t.log(`not run: only ${files} files may be open`);
    return t.pass();
  }
  const { clock, context, frontEnd } = await scene();
  const listener = await listenFrontEnd(frontEnd, context, { service: 'front-end', address: '127.0.0.1', port: 0 });
  const before = process.memoryUsage();
  const sockets: Duplex[] = [];
  // Resumed, so that the test does not spend its time on handshakes, which others test.
  const options = { rejectUnauthorized: false, secureContext: createSecureContext({ maxVersion: 'TLSv1.2' }) };
  let known: Buffer | undefined;
  const open = async () => {
    const session = known && { session: known };
    const socket = connectTls({ host: '127.0.0.1', port: listener.port, ...options, ...session });
    sockets.push(socket);
    await once(socket, 'secureConnect');
    socket.on('error', () => {});
    known ??= socket.getSession();
    return socket;
  };
  while (sockets.length < CROWD) await Promise.all(Array.from({ length: 20 }, open));
  tellMemory(t, before, CROWD, 'idle TLS connections, client and server in this process');
  const client = new SipClient(await open());
  for (let cseq = 1; cseq <= 20; cseq++) t.is((await client.ask(request({ cseq }))).status, 401);
  t.is(eventsOf(context.journal, 'tls.established').length, CROWD + 1);
  for (const socket of sockets) socket.destroy();
  await listener.close();
  clock.stop();
});

/** Soft limit of this process; 0 where it cannot be told. */
function openFileLimit(): number {
  try {
    return Number(/^Max open files\s+(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

async function turns(): Promise<void> {
  for (let i = 0; i < 5; i++) await new Promise((resolve) => setImmediate(resolve));
}
