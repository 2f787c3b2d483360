import { EventEmitter, once } from 'node:events';
import { createServer, type TlsOptions } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { deliveredAnchor } from '../../certs/trust/index.js';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { RefusalShape } from '../../harness/phone/index.js';
import { forgetNetwork } from '../../harness/phone/memory.js';
import { ServerUntrusted, secure } from '../../harness/phone/network/secure.js';
import {
  acceptTls,
  defaultTlsSettings,
  type TlsObservation,
  type TlsSettings,
  tlsPort,
} from '../../harness/tls/index.js';
import { at, chainOf, host } from '../certs/chains.js';
import { type BenchOptions, bench, recorded, tcpServer } from './bench.js';

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

/** The harness's own server, which has what a plain TLS server lacks; sessions are kept over connections. */
async function ownServer(t: ExecutionContext, settings: Partial<TlsSettings> = {}) {
  const observations: TlsObservation[] = [];
  const clock = new ScenarioClock({ start: at, waits: 'real' });
  t.teardown(() => clock.stop());
  const port = tlsPort({
    certificate: await chainOf('enterprise-two-tier'),
    settings: { ...defaultTlsSettings, ...settings },
  });
  const seen = new EventEmitter();
  const observe = (observation: TlsObservation) => {
    observations.push(observation);
    seen.emit(observation.type);
  };
  const number = await tcpServer(t, (stream) => {
    acceptTls(stream, { port, clock, observe }).then(
      (socket) => socket.resume(),
      () => {},
    );
  });
  const of = <T extends TlsObservation['type']>(type: T) =>
    observations.filter((each): each is Extract<TlsObservation, { type: T }> => each.type === type);
  /** The first so many of that type, once there are as many. */
  const first = async <T extends TlsObservation['type']>(type: T, count = 1) => {
    while (of(type).length < count) await once(seen, type);
    return of(type);
  };
  return { port: number, of, first };
}

async function dialOwn(t: ExecutionContext, options: BenchOptions, settings: Partial<TlsSettings> = {}) {
  const server = await ownServer(t, settings);
  const { context, journal } = bench(t, { powerOnDate: at, ...options });
  const attempt = async () => {
    const stream = await context.plug.connect({ address: '127.0.0.1', port: server.port });
    return await secure(stream, host, context.trust);
  };
  return { server, context, journal, attempt };
}

for (const [suite, name] of [
  ['RC4-MD5', 'TLS_RSA_WITH_RC4_128_MD5'],
  ['RC4-SHA', 'TLS_RSA_WITH_RC4_128_SHA'],
  ['DES-CBC3-SHA', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
] as const) {
  test(`a phone as it comes connects over ${suite} alone`, async (t) => {
    const { server, attempt } = await dialOwn(t, { anchors: [await trusted()], hello: undefined }, { suites: [suite] });
    (await attempt()).destroy();
    t.like(server.of('client-hello')[0]?.hello, { format: 'tls', onlyLegacySuites: true, extensions: [] });
    t.like((await server.first('established'))[0], {
      version: 'TLS 1.0',
      suite: name,
      engine: 'tls10',
      resumed: false,
    });
  });

  for (const [refusal, seen] of [
    ['alert', { how: 'alert', alert: 'unknown_ca', when: 'after-certificate' }],
    ['close-after-certificate', { how: 'close', when: 'after-certificate' }],
    ['close-after-handshake', { how: 'close', when: 'after-handshake' }],
  ] as const) {
    test(`over ${suite} an unknown root is refused in the shape ${refusal}`, async (t) => {
      const { server, attempt } = await dialOwn(t, { refusal, hello: undefined }, { suites: [suite] });
      await t.throwsAsync(attempt(), { instanceOf: ServerUntrusted });
      t.like((await server.first('refused'))[0], { by: 'phone', ...seen });
    });
  }
}

test('a hello of SSL 2.0 format', async (t) => {
  const { server, attempt } = await dialOwn(t, { anchors: [await trusted()], hello: 'sslv2' });
  (await attempt()).destroy();
  t.is(server.of('client-hello')[0]?.hello.format, 'sslv2');
  t.is((await server.first('established')).length, 1);
});

test('nothing in common: the server refuses, and the phone is not to blame', async (t) => {
  const { server, attempt } = await dialOwn(
    t,
    { anchors: [await trusted()], hello: 'rc4-3des' },
    { suites: ['AES128-SHA'] },
  );
  const error = await t.throwsAsync(attempt(), { instanceOf: HarnessError });
  t.like(error?.details, { by: 'server', how: 'alert', detail: 'handshake_failure' });
  t.like((await server.first('refused'))[0], { by: 'server', reason: 'no-common-suite' });
});

test('a phone that comes back resumes its session, and the chain behind it was judged once', async (t) => {
  const { server, attempt, journal } = await dialOwn(t, { anchors: [await trusted()], hello: 'rc4-3des' });
  for (const resumed of [false, true, true]) {
    const socket = await attempt();
    t.is(socket.isSessionReused(), resumed);
    socket.destroy();
  }
  t.deepEqual(
    (await server.first('established', 3)).map(({ resumed }) => resumed),
    [false, true, true],
  );
  t.is(recorded(journal, 'phone.certificate-verdict').length, 1);
});

test('a session whose chain is no longer trusted is not resumed: the anchor is gone, or the date went on', async (t) => {
  const anchors = [await trusted()];
  const { server, attempt, context } = await dialOwn(t, { anchors, hello: 'rc4-3des' });
  (await attempt()).destroy();
  const [anchor] = anchors.splice(0);
  const error = await t.throwsAsync(attempt(), { instanceOf: ServerUntrusted });
  t.is(error?.verdict.reason, 'untrusted-root');
  t.is(context.memory.sessions.size, 0, 'nor is it kept');
  if (anchor) anchors.push(anchor);
  (await attempt()).destroy();
  context.date.set(new Date('2031-01-01T00:00:00Z'));
  const expired = await t.throwsAsync(attempt(), { instanceOf: ServerUntrusted });
  t.is(expired?.verdict.reason, 'expired');
  const offered = server.of('client-hello').map(({ hello }) => hello.sessionId.length);
  t.deepEqual(offered, [0, 0, 0, 0], 'it was never even offered');
});

test('sessions are kept by host, and go with the power', async (t) => {
  const { attempt, context } = await dialOwn(t, { anchors: [await trusted()], hello: 'rc4-3des' });
  (await attempt()).destroy();
  t.deepEqual([...context.memory.sessions.keys()], [host]);
  forgetNetwork(context.memory);
  t.false((await attempt()).isSessionReused());
});

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
