import { createServer, type TlsOptions } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { deliveredAnchor } from '../../certs/trust/index.js';
import type { RefusalShape } from '../../harness/phone/index.js';
import { ServerUntrusted, secure } from '../../harness/phone/network/secure.js';
import { at, chainOf, host } from '../certs/chains.js';
import { type BenchOptions, bench, recorded } from './bench.js';

/** What a plain TLS server saw of the phone. */
interface Seen {
  readonly port: number;
  /** `established`, `closed`, or the error code of the handshake. */
  readonly events: string[];
  readonly over: Promise<void>;
}

async function tlsServer(t: ExecutionContext): Promise<Seen> {
  const { tls } = await chainOf('enterprise-two-tier');
  const events: string[] = [];
  const options: TlsOptions = { ...tls, minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' };
  const server = createServer(options);
  const over = new Promise<void>((resolve) => {
    server.on('secureConnection', (socket) => {
      events.push(`established ${socket.getProtocol()}`);
      socket.on('error', () => {});
      socket.once('close', () => {
        events.push('closed');
        resolve();
      });
      socket.resume();
    });
    server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
      events.push(String(error.code));
      resolve();
    });
  });
  t.teardown(() => server.close());
  const port = await new Promise<number>((resolve) => {
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      resolve(typeof address === 'object' && address ? address.port : 0);
    });
  });
  return { port, events, over };
}

async function dial(t: ExecutionContext, options: BenchOptions, name = host) {
  const server = await tlsServer(t);
  const { context, journal } = bench(t, { powerOnDate: at, ...options });
  const socket = await context.plug.connect({ address: '127.0.0.1', port: server.port });
  const attempt = secure(socket, name, context.trust);
  return { server, context, journal, attempt };
}

async function trusted() {
  const { root } = await chainOf('enterprise-two-tier');
  if (!root) throw new Error('this profile has a root');
  return deliveredAnchor(root, 'certificate-service');
}

test('a server under a trusted root is connected to, with TLS 1.0', async (t) => {
  const { attempt, server, journal } = await dial(t, { anchors: [await trusted()] });
  const socket = await attempt;
  t.is(socket.getProtocol(), 'TLSv1');
  socket.end();
  await server.over;
  t.deepEqual(server.events, ['established TLSv1', 'closed']);
  const [verdict, ...more] = recorded(journal, 'phone.certificate-verdict');
  t.true(verdict?.trusted);
  t.is(more.length, 0);
});

const shapes: readonly (readonly [RefusalShape, readonly string[]])[] = [
  ['alert', ['ERR_SSL_TLSV1_ALERT_UNKNOWN_CA']],
  ['close-after-certificate', ['ECONNRESET']],
  ['close-after-handshake', ['established TLSv1', 'closed']],
];

for (const [refusal, events] of shapes) {
  test(`an unknown root is refused in the shape ${refusal}`, async (t) => {
    const { attempt, server, journal } = await dial(t, { refusal });
    const error = await t.throwsAsync(attempt, { instanceOf: ServerUntrusted });
    await server.over;
    t.deepEqual(server.events, events);
    t.is(error?.code, 'PHONE_SERVER_UNTRUSTED');
    t.is(error?.verdict.reason, 'untrusted-root');
    t.deepEqual(error?.refusal, refusal === 'alert' ? { how: refusal, alert: 'unknown_ca' } : { how: refusal });
    const [verdict] = recorded(journal, 'phone.certificate-verdict');
    t.false(verdict?.trusted);
    t.is(verdict?.host, host);
  });
}

test('the name that was dialled counts', async (t) => {
  const { attempt } = await dial(t, { anchors: [await trusted()] }, 'other.contoso.test');
  const error = await t.throwsAsync(attempt, { instanceOf: ServerUntrusted });
  t.is(error?.verdict.reason, 'name-mismatch');
});

test("the phone's own date counts: before a time server answered nothing is valid yet", async (t) => {
  const { attempt, context, server } = await dial(t, {
    anchors: [await trusted()],
    powerOnDate: new Date('1999-01-01T00:00:00Z'),
  });
  const error = await t.throwsAsync(attempt, { instanceOf: ServerUntrusted });
  t.is(error?.verdict.reason, 'not-yet-valid');
  context.date.set(at);
  const again = await context.plug.connect({ address: '127.0.0.1', port: server.port });
  (await secure(again, host, context.trust)).destroy();
});

test('a root delivered meanwhile is trusted at once', async (t) => {
  const { attempt, context, server } = await dial(t, {});
  await t.throwsAsync(attempt, { instanceOf: ServerUntrusted });
  context.memory.deliveredAnchors.push(await trusted());
  const again = await context.plug.connect({ address: '127.0.0.1', port: server.port });
  (await secure(again, host, context.trust)).destroy();
  t.pass();
});
