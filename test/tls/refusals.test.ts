import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, connect, type TLSSocket } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import type { EngineSession } from '../../harness/tls/engine/options.js';
import { connectTls10 } from '../../harness/tls/engine/socket/index.js';
import {
  acceptTls,
  defaultTlsSettings,
  memoryPair,
  mergeTlsSettings,
  type TlsObservation,
  type TlsPort,
  type TlsSettings,
  tlsPort,
} from '../../harness/tls/index.js';
import { encodeClientHello, encodeHandshake, encodeRecords } from '../../harness/wire/tls/index.js';
import { acceptingServer, available, run, START, serverCertificate } from './support.js';

const clock = new ScenarioClock({ start: START, waits: 'real' });
test.after.always(() => clock.stop());

async function portWith(settings: Partial<TlsSettings> = {}): Promise<TlsPort> {
  const certificate = await serverCertificate();
  return tlsPort({ certificate, settings: mergeTlsSettings(defaultTlsSettings, settings) });
}

/** One connection to a port, inside the process. */
function visit(t: ExecutionContext, port: TlsPort) {
  const [near, far] = memoryPair();
  const seen: TlsObservation[] = [];
  const waiting = new Set<() => void>();
  const accepted = acceptTls(far, {
    port,
    clock,
    observe: (observation) => {
      seen.push(observation);
      for (const look of waiting) look();
    },
  }).then(
    (stream) => stream.resume(),
    () => undefined,
  );
  t.teardown(async () => {
    near.destroy();
    (await accepted)?.destroy();
  });
  const until = <T extends TlsObservation['type']>(type: T) =>
    new Promise<Extract<TlsObservation, { type: T }>>((resolve) => {
      const look = () => {
        const found = seen.find((each): each is Extract<TlsObservation, { type: T }> => each.type === type);
        if (found) resolve(found);
      };
      waiting.add(look);
      look();
    });
  return { near, seen, accepted, until };
}

function opensslClient(socket: Duplex, more: ConnectionOptions = {}): TLSSocket {
  const ciphers = 'AES128-SHA:@SECLEVEL=0';
  // SSL_OP_LEGACY_SERVER_CONNECT: the TLS 1.0 engine answers without RFC 5746.
  const client = connect({
    socket,
    minVersion: 'TLSv1',
    ciphers,
    rejectUnauthorized: false,
    secureOptions: 4,
    ...more,
  });
  return client.on('error', () => {});
}

const helloRecord = (suites: number[]) =>
  encodeRecords(
    22,
    0x0301,
    encodeHandshake(1, encodeClientHello({ version: 0x0301, random: Buffer.alloc(32, 7), suites })),
  );

for (const [name, settings, expected, alert] of [
  ['no suite in common', { suites: ['AES256-SHA'] }, { reason: 'no-common-suite', alert: 'handshake_failure' }, '28'],
  ['a version too old', { minVersion: 'TLSv1.2' }, { reason: 'version-too-old', alert: 'protocol_version' }, '46'],
  ['no SNI', { requireServerName: true }, { reason: 'server-name-missing', alert: 'unrecognized_name' }, '70'],
] as const) {
  test(`${name}: the alert on the wire is the alert recorded`, async (t) => {
    const { near, until, seen } = visit(t, await portWith(settings));
    near.write(helloRecord([0x2f, 0x05]));
    const [answer] = (await once(near, 'data')) as [Buffer];
    const refused = await until('refused');
    t.like(refused, { by: 'server', how: 'alert', when: 'after-hello', ...expected });
    t.deepEqual(refused.raw, answer);
    t.regex(answer.toString('hex'), new RegExp(`^1503..000202${alert}$`));
    t.deepEqual(
      seen.map(({ type }) => type),
      ['client-hello', 'refused'],
    );
  });
}

test('what the port serves is named without what its key cannot do', async (t) => {
  const { near, until } = visit(t, await portWith({ engine: 'openssl', maxVersion: 'TLSv1.2' }));
  near.write(helloRecord([0x05]));
  const { served, offered } = await until('refused');
  t.deepEqual(offered, ['TLS_RSA_WITH_RC4_128_SHA']);
  t.true(served?.includes('TLS_RSA_WITH_AES_128_CBC_SHA'));
  t.false(served?.some((suite) => suite.includes('ECDSA')));
});

for (const engine of ['openssl', 'tls10'] as const) {
  test(`a new handshake asked by the phone is seen, ${engine}`, async (t) => {
    const { near, until, accepted, seen } = visit(t, await portWith({ engine }));
    const client = opensslClient(near, { maxVersion: 'TLSv1' });
    await once(client, 'secureConnect');
    client.write('REGISTER');
    await accepted;
    client.renegotiate({}, () => {});
    const { raw } = await until('renegotiation');
    t.is(raw[0], 22);
    t.like(
      seen.find(({ type }) => type === 'established'),
      { engine, resumed: false },
    );
    client.destroy();
  });

  test(`a close after the handshake keeps its close_notify as it passed, ${engine}`, async (t) => {
    const { near, until, accepted } = visit(t, await portWith({ engine }));
    const client = opensslClient(near, { maxVersion: 'TLSv1' });
    await once(client, 'secureConnect');
    await accepted;
    client.end();
    const refused = await until('refused');
    t.like(refused, { by: 'phone', how: 'close', when: 'after-handshake', encrypted: true });
    t.is(refused.raw?.[0], 21);
    t.true(refused.afterMs >= 0);
  });
}

test('a session taken up again is seen as one, on the own engine', async (t) => {
  const port = await portWith({ engine: 'tls10' });
  let kept: EngineSession | undefined;
  for (const resumed of [false, true]) {
    const { near, until } = visit(t, port);
    const client = connectTls10(near, {
      suites: [0x05],
      keep: (session) => {
        kept = session;
      },
      ...(kept && { session: kept }),
    }).on('error', () => {});
    await once(client, 'secureConnect');
    const [flight, established] = [await until('server-flight'), await until('established')];
    t.is(flight.chain.length > 0, !resumed);
    t.like(established, { resumed, engine: 'tls10', suite: 'TLS_RSA_WITH_RC4_128_SHA' });
    client.destroy();
  }
});

test('a session taken up again is seen as one, on OpenSSL', async (t) => {
  const port = await portWith();
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    let kept: Buffer | undefined;
    for (const resumed of [false, true]) {
      const { near, until, accepted } = visit(t, port);
      const ciphers = 'TLS_AES_128_GCM_SHA256:AES128-SHA:@SECLEVEL=0';
      const client = opensslClient(near, { maxVersion, ciphers, ...(kept && { session: kept }) });
      const session = once(client, 'session');
      const established = await until('established');
      t.like(established, { resumed, engine: 'openssl' });
      t.like(await until('server-flight'), { resumed });
      if (!resumed) {
        (await accepted)?.write('ping');
        [kept] = (await session) as [Buffer];
      } else session.catch(() => {});
      client.destroy();
    }
  }
});

test('an alert within TLS 1.3, which OpenSSL sends before its keys change, keeps its bytes', async (t) => {
  if (!(await available('openssl'))) return t.pass('skipped: no openssl program');
  const server = await acceptingServer(t);
  await run(
    'openssl',
    [
      ...['s_client', '-connect', `127.0.0.1:${server.port}`, '-tls1_3', '-verify_return_error', '-verify', '9'],
      ...['-no-CAfile', '-no-CApath', '-no-CAstore'],
    ],
    '',
  );
  const refused = await server.seen('refused');
  t.like(refused, { alert: 'unknown_ca', reason: 'certificate-refused' });
  t.is(refused.raw?.toString('hex'), '15030300020230');
});
