import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import { createSecureContext, TLSSocket } from 'node:tls';
import test from 'ava';
import { ScenarioClock, type TimedOut, timedOut } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  acceptTls,
  type ConnectTlsOptions,
  connectTls,
  defaultTlsSettings,
  type EngineSession,
  memoryPair,
  type OpensslOffer,
  type PhoneTlsOffer,
  type TlsObservation,
  type TlsPort,
  type TlsSettings,
  tlsPort,
} from '../../harness/tls/index.js';
import {
  encodeCertificateMessage,
  encodeHandshake,
  encodeRecords,
  encodeServerHello,
} from '../../harness/wire/tls/index.js';
import { available, START, serverCertificate } from './support.js';

const clock = new ScenarioClock({ start: START, waits: 'real' });
const aes: OpensslOffer = {
  engine: 'openssl',
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:AES256-SHA',
};
const rc4: PhoneTlsOffer = { engine: 'tls10', suites: [0x0004, 0x0005, 0x000a], helloFormat: 'tls' };
const phone: ConnectTlsOptions = {
  offer: aes,
  judge: () => ({ accept: true }),
  refusal: 'alert',
  clock,
};

const portOf = async (settings: Partial<TlsSettings> = {}) =>
  tlsPort({ certificate: await serverCertificate(), settings: { ...defaultTlsSettings, ...settings } });

/** Our server at the other end of a connection inside the process. */
async function meet(options: Partial<ConnectTlsOptions>, settings: Partial<TlsSettings> = {}, given?: TlsPort) {
  const [left, right] = memoryPair();
  const observations: TlsObservation[] = [];
  let refusedSeen: () => void = () => {};
  const refused = new Promise<void>((resolve) => {
    refusedSeen = resolve;
  });
  const server = acceptTls(left, {
    port: given ?? (await portOf(settings)),
    clock,
    observe: (observation) => {
      observations.push(observation);
      if (observation.type === 'refused') refusedSeen();
    },
  });
  const [client, accepted] = await Promise.allSettled([connectTls(right, { ...phone, ...options }), server]);
  return { client, accepted, observations, refused };
}

/** So many bytes: an engine may send the first in a record of its own. */
function read(stream: Duplex, length: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', function more(bytes: Buffer) {
      text += String(bytes);
      if (text.length < length) return;
      stream.off('data', more);
      resolve(text);
    });
  });
}

const errorOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' ? (result.reason as HarnessError) : undefined;

/** One suite at a time on the harness's engine, beside what OpenSSL can do. */
const offers: readonly (readonly [string, PhoneTlsOffer, string, string])[] = [
  ['OpenSSL, TLS 1.0', aes, 'TLSv1', 'AES128-SHA'],
  ['OpenSSL, TLS 1.2', { ...aes, maxVersion: 'TLSv1.2' }, 'TLSv1.2', 'AES128-SHA'],
  ['RC4-MD5', { ...rc4, suites: [0x0004] }, 'TLSv1', 'RC4-MD5'],
  ['RC4-SHA', { ...rc4, suites: [0x0005] }, 'TLSv1', 'RC4-SHA'],
  ['3DES', { ...rc4, suites: [0x000a] }, 'TLSv1', 'DES-CBC3-SHA'],
  ['3DES in a hello of SSL 2.0 format', { ...rc4, suites: [0x000a], helloFormat: 'sslv2' }, 'TLSv1', 'DES-CBC3-SHA'],
  ['AES of the engine, served by OpenSSL', { ...rc4, suites: [0x0004, 0x002f] }, 'TLSv1', 'AES128-SHA'],
];

for (const [name, offer, version, suite] of offers) {
  test(`a chain the phone accepts: it is judged as presented, and data flows: ${name}`, async (t) => {
    const judged: (readonly Buffer[])[] = [];
    const { client, accepted, observations } = await meet({
      offer,
      judge: (chain) => {
        judged.push(chain);
        return { accept: true };
      },
    });
    if (client.status !== 'fulfilled' || accepted.status !== 'fulfilled') {
      return t.fail(JSON.stringify([client, accepted]));
    }
    t.deepEqual(judged, [(await serverCertificate()).chain], 'judged once');
    t.is(client.value.getProtocol(), version);
    t.is(client.value.getCipher().name, suite);
    t.false(client.value.isSessionReused());
    client.value.write('REGISTER');
    t.is(await read(accepted.value, 'REGISTER'.length), 'REGISTER');
    accepted.value.write('200 OK');
    t.is(await read(client.value, '200 OK'.length), '200 OK');
    t.deepEqual(
      client.value.exportKeyingMaterial(32, 'EXPERIMENTAL x'),
      accepted.value.exportKeyingMaterial(32, 'EXPERIMENTAL x'),
    );
    const hellos = observations.flatMap((each) => (each.type === 'client-hello' ? [each.hello.format] : []));
    t.deepEqual(hellos, [name.includes('SSL 2.0') ? 'sslv2' : 'tls']);
    client.value.destroy();
    accepted.value.destroy();
  });
}

for (const [refusal, seen] of [
  ['alert', { how: 'alert', alert: 'unknown_ca', when: 'after-certificate' }],
  ['close-after-certificate', { how: 'close', when: 'after-certificate' }],
  ['close-after-handshake', { how: 'close', when: 'after-handshake' }],
] as const) {
  for (const [name, offer] of offers) {
    test(`refusal with ${refusal} is what the server sees: ${name}`, async (t) => {
      const { client, observations, refused } = await meet({
        ...{ refusal, offer },
        judge: () => ({ accept: false, alert: 'unknown_ca' }),
      });
      const error = errorOf(client);
      t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
      t.deepEqual(error?.details, { shape: refusal, alert: refusal === 'alert' ? 'unknown_ca' : 'none' });
      await refused;
      t.like(observations.at(-1), { type: 'refused', by: 'phone', ...seen });
      t.is(observations.filter(({ type }) => type === 'refused').length, 1);
      if (refusal !== 'alert') t.false('alert' in (observations.at(-1) ?? {}));
    });
  }
}

test('without a word about the alert, bad_certificate is sent', async (t) => {
  const { observations } = await meet({ judge: () => ({ accept: false }) });
  t.like(observations.at(-1), { how: 'alert', alert: 'bad_certificate' });
});

test('a judge that fails accepts nothing', async (t) => {
  const { client } = await meet({
    judge: () => {
      throw new Error('cannot judge');
    },
  });
  t.is(errorOf(client)?.code, 'INTERNAL');
});

test('a server without certificate is not trusted', async (t) => {
  const [left, right] = memoryPair();
  const secureContext = createSecureContext({ minVersion: 'TLSv1', ciphers: 'AECDH-AES128-SHA:@SECLEVEL=0' });
  const server = new TLSSocket(left, { isServer: true, secureContext }).on('error', () => {});
  const offer: PhoneTlsOffer = { ...aes, ciphers: 'AECDH-AES128-SHA' };
  const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
  t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
  server.destroy();
});

test('no suite or no version in common: the server refuses, both sides say so', async (t) => {
  for (const offer of [
    { ...aes, ciphers: 'AES256-SHA' },
    { ...rc4, suites: [0x0035] },
  ] as const) {
    const suites = await meet({ offer }, { suites: ['AES128-SHA'] });
    t.like(errorOf(suites.client)?.details, { by: 'server', how: 'alert', detail: 'handshake_failure' });
    t.like(suites.observations.at(-1), {
      ...{ by: 'server', how: 'alert', alert: 'handshake_failure', reason: 'no-common-suite' },
      offered: ['TLS_RSA_WITH_AES_256_CBC_SHA'],
    });
  }
  for (const offer of [aes, rc4]) {
    const versions = await meet({ offer }, { minVersion: 'TLSv1.2' });
    t.like(errorOf(versions.client)?.details, { by: 'server', how: 'alert', detail: 'protocol_version' });
    t.like(versions.observations.at(-1), { by: 'server', alert: 'protocol_version', reason: 'version-too-old' });
  }
});

test('SNI is sent only when a name is given', async (t) => {
  const names: unknown[] = [];
  for (const offer of [aes, { ...aes, serverName: 'fe01.contoso.test' }, rc4]) {
    const { client, accepted, observations } = await meet({ offer });
    const [hello] = observations;
    names.push(hello?.type === 'client-hello' ? hello.hello.serverName : 'none');
    for (const each of [client, accepted]) if (each.status === 'fulfilled') each.value.destroy();
  }
  t.deepEqual(names, [undefined, 'fe01.contoso.test', undefined]);
});

test('suites OpenSSL lacks are told apart from a refusal', async (t) => {
  const [left, right] = memoryPair();
  const offer: PhoneTlsOffer = { ...aes, ciphers: 'RC4-MD5' };
  const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
  t.is(error?.code, 'TLS_SUITES_UNAVAILABLE');
  left.destroy();
});

test('a session is resumed when it is offered, and nobody is asked about the chain then', async (t) => {
  const port = await portOf();
  let session: EngineSession | undefined;
  const keep = (made: EngineSession) => {
    session = made;
  };
  const end = (met: Awaited<ReturnType<typeof meet>>) => {
    for (const each of [met.client, met.accepted]) if (each.status === 'fulfilled') each.value.destroy();
  };
  end(await meet({ offer: rc4, keep }, {}, port));
  if (!session) return t.fail('no session was made');
  const judge = () => t.fail('judged') as never;
  const again = await meet({ offer: rc4, session, judge }, {}, port);
  if (again.client.status !== 'fulfilled' || again.accepted.status !== 'fulfilled') return t.fail();
  t.true(again.client.value.isSessionReused());
  t.like(again.observations.at(-1), { type: 'established', resumed: true });
  again.client.value.write('REGISTER');
  t.is(await read(again.accepted.value, 'REGISTER'.length), 'REGISTER');
  end(again);

  const elsewhere = await meet({ offer: rc4, session, judge: () => ({ accept: false }) }, {});
  t.is(errorOf(elsewhere.client)?.code, 'PHONE_REFUSED_CERTIFICATE', 'a server that does not know it shows its chain');
});

test('the session of a refused chain is not kept', async (t) => {
  for (const refusal of ['alert', 'close-after-handshake'] as const) {
    const { client } = await meet({
      ...{ offer: rc4, refusal, judge: () => ({ accept: false }) },
      keep: () => t.fail('kept'),
    });
    t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
  }
});

for (const offer of [aes, rc4])
  for (const [name, act, expected] of [
    ['plain HTTP', (end: Duplex) => end.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'TLS_NOT_TLS'],
    ['a close', (end: Duplex) => end.end(), 'TLS_REFUSED'],
    ['a reset', (end: Duplex) => end.destroy(new Error('gone')), 'TLS_REFUSED'],
  ] as const) {
    test(`instead of a server flight, ${offer.engine}: ${name}`, async (t) => {
      const [left, right] = memoryPair();
      left.once('data', () => act(left));
      left.on('error', () => {});
      const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
      t.is(error?.code, expected);
      if (name === 'a reset') t.is(error?.details.how, 'reset');
      if (name === 'a close') t.is(error?.details.how, 'close');
    });
  }

for (const offer of [aes, rc4]) {
  test(`a server that falls silent is given up: ${offer.engine}`, async (t) => {
    const [left, right] = memoryPair();
    left.resume();
    const silent = connectTls(right, { ...phone, offer, timeoutMs: 20 });
    t.is((await t.throwsAsync(silent, { instanceOf: HarnessError }))?.code, 'TLS_TIMEOUT');
    t.true(right.destroyed);
  });

  for (const refusal of ['alert', 'close-after-certificate', 'close-after-handshake'] as const) {
    test(`a refused chain without ServerHelloDone is a refusal all the same: ${offer.engine}, ${refusal}`, async (t) => {
      const [left, right] = memoryPair();
      const { chain } = await serverCertificate();
      const random = Buffer.alloc(32, 1);
      const suite = offer.engine === 'tls10' ? 0x0005 : 0x002f;
      const messages = [
        encodeHandshake(2, encodeServerHello({ version: 0x0301, random, sessionId: Buffer.alloc(0), suite })),
        encodeHandshake(11, encodeCertificateMessage(chain)),
      ];
      const got: Buffer[] = [];
      left.on('error', () => {});
      left.on('data', (bytes: Buffer) => {
        if (got.length === 0) left.write(encodeRecords(22, 0x0301, Buffer.concat(messages)));
        got.push(bytes);
      });
      let judged: () => void = () => {};
      const afterJudgement = new Promise<void>((resolve) => {
        judged = resolve;
      });
      const attempt = connectTls(right, {
        ...{ ...phone, offer, refusal },
        // Time is up once the chain was judged, and nothing more has come.
        clock: {
          elapsed: () => 0,
          sleep: () => afterJudgement,
          within: <T>(_ms: number, work: Promise<T>) =>
            Promise.race<T | TimedOut>([work, afterJudgement.then((): TimedOut => timedOut)]),
        },
        judge: () => {
          judged();
          return { accept: false, alert: 'unknown_ca' };
        },
      });
      const error = await t.throwsAsync(attempt, { instanceOf: HarnessError });
      t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
      t.is(error?.details.shape, refusal);
      await once(left, 'end');
      const last = Buffer.concat(got).subarray(-7).toString('hex');
      t.is(last === '15030100020230', refusal === 'alert');
    });
  }
}

for (const offer of [aes, rc4]) {
  test(`a judgement is made on a flight that comes byte by byte: ${offer.engine}`, async (t) => {
    const [left, right] = memoryPair();
    const [near, far] = memoryPair();
    // A slow relay between the two pairs.
    left.on('data', (bytes: Buffer) => {
      for (const byte of bytes) near.write(Buffer.of(byte));
    });
    near.on('data', (bytes: Buffer) => {
      for (const byte of bytes) left.write(Buffer.of(byte));
    });
    left.on('end', () => near.end()).on('error', () => {});
    near.on('end', () => left.end()).on('error', () => {});
    const observations: TlsObservation[] = [];
    const port = await portOf();
    const [server, client] = await Promise.allSettled([
      acceptTls(far, { port, clock, observe: (observation) => observations.push(observation) }),
      connectTls(right, { ...phone, offer, judge: () => ({ accept: false, alert: 'certificate_expired' }) }),
    ]);
    t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
    t.is(errorOf(server)?.code, 'TLS_REFUSED');
    t.like(observations.at(-1), { how: 'alert', alert: 'certificate_expired' });
  });
}

test('openssl s_server: accepted, and refused with an alert that it names', async (t) => {
  if (!(await available('openssl'))) return t.pass('skipped: no openssl program');
  const { tls, chain } = await serverCertificate();
  if (!('cert' in tls)) return t.fail();
  const folder = await mkdtemp(join(tmpdir(), 'tls-'));
  await Promise.all([writeFile(join(folder, 'cert.pem'), tls.cert), writeFile(join(folder, 'key.pem'), tls.key)]);
  const port = await freePort();
  const server = spawn('openssl', [
    ...['s_server', '-accept', `127.0.0.1:${port}`, '-cert', join(folder, 'cert.pem')],
    ...['-key', join(folder, 'key.pem'), '-cert_chain', join(folder, 'cert.pem')],
    ...['-cipher', 'ALL:@SECLEVEL=0', '-min_protocol', 'TLSv1', '-msg'],
  ]);
  const ended = once(server, 'close');
  // Also when an assertion fails on the way.
  t.teardown(async () => {
    server.kill();
    await ended;
    await rm(folder, { recursive: true });
  });
  let output = '';
  server.stdout.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  server.stderr.on('data', (bytes: Buffer) => {
    output += bytes.toString('latin1');
  });
  while (!output.includes('ACCEPT')) await once(server.stdout, 'data');

  let seen: readonly Buffer[] = [];
  const accepted = await connectTls(await dial(port), {
    ...phone,
    judge: (presented) => {
      seen = presented;
      return { accept: true };
    },
  });
  t.is(accepted.remoteAddress, '127.0.0.1');
  t.deepEqual(seen[0], chain[0]);
  accepted.end('a line\n');
  await once(accepted.resume(), 'close');

  const refused = await t.throwsAsync(
    connectTls(await dial(port), { ...phone, judge: () => ({ accept: false, alert: 'unknown_ca' }) }),
    { instanceOf: HarnessError },
  );
  t.is(refused?.code, 'PHONE_REFUSED_CERTIFICATE');
  while (!/unknown.ca/i.test(output)) await Promise.race([once(server.stdout, 'data'), once(server.stderr, 'data')]);
  t.regex(output, /fatal unknown_ca/);
  t.regex(output, /a line/);
});

async function dial(port: number): Promise<Socket> {
  const socket = connectTcp(port, '127.0.0.1');
  await once(socket, 'connect');
  return socket;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

test.after.always(() => clock.stop());
