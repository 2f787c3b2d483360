import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect as connectTcp, createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Duplex } from 'node:stream';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  acceptTls,
  type ConnectTlsOptions,
  connectTls,
  memoryPair,
  serverSecureContext,
  type TlsObservation,
} from '../../harness/tls/index.js';
import { available, START, serverCertificate } from './support.js';

const clock = new ScenarioClock({ start: START, waits: 'real' });
const phone: ConnectTlsOptions = {
  minVersion: 'TLSv1',
  maxVersion: 'TLSv1',
  ciphers: 'AES128-SHA:AES256-SHA',
  judge: () => ({ accept: true }),
  refusal: 'alert',
  clock,
};

/** Our server at the other end of a connection inside the process. */
async function meet(options: Partial<ConnectTlsOptions>, context = {}) {
  const [left, right] = memoryPair();
  const observations: TlsObservation[] = [];
  const secureContext = serverSecureContext((await serverCertificate()).tls, context);
  let refusedSeen: () => void = () => {};
  const refused = new Promise<void>((resolve) => {
    refusedSeen = resolve;
  });
  const server = acceptTls(left, {
    secureContext,
    clock,
    observe: (observation) => {
      observations.push(observation);
      if (observation.type === 'refused') refusedSeen();
    },
  });
  const [client, accepted] = await Promise.allSettled([connectTls(right, { ...phone, ...options }), server]);
  return { client, accepted, observations, refused };
}

const errorOf = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' ? (result.reason as HarnessError) : undefined;

test('a chain the phone accepts: it is judged as presented, and data flows', async (t) => {
  const judged: (readonly Buffer[])[] = [];
  const { client, accepted } = await meet({
    judge: (chain) => {
      judged.push(chain);
      return { accept: true };
    },
  });
  if (client.status !== 'fulfilled' || accepted.status !== 'fulfilled') return t.fail();
  t.deepEqual(judged, [(await serverCertificate()).chain], 'judged once');
  t.is(client.value.getProtocol(), 'TLSv1');
  client.value.write('REGISTER');
  t.is(String((await once(accepted.value, 'data'))[0]), 'REGISTER');
  client.value.destroy();
  accepted.value.destroy();
});

for (const [refusal, seen] of [
  ['alert', { how: 'alert', alert: 'unknown_ca', when: 'after-certificate' }],
  ['close-after-certificate', { how: 'close', when: 'after-certificate' }],
  ['close-after-handshake', { how: 'close', when: 'after-handshake' }],
] as const) {
  for (const maxVersion of ['TLSv1', 'TLSv1.2'] as const) {
    test(`refusal with ${refusal} and ${maxVersion} is what the server sees`, async (t) => {
      const { client, observations, refused } = await meet({
        ...{ refusal, maxVersion },
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
  const { client } = await meet({ ciphers: 'AECDH-AES128-SHA' }, { ciphers: 'AECDH-AES128-SHA:@SECLEVEL=0' });
  t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
});

test('no suite or no version in common: the server refuses, both sides say so', async (t) => {
  const suites = await meet({ ciphers: 'AES256-SHA' }, { ciphers: 'AES128-SHA:@SECLEVEL=0' });
  t.like(errorOf(suites.client)?.details, { by: 'server', how: 'alert', detail: 'handshake_failure' });
  t.like(suites.observations.at(-1), { by: 'server', how: 'alert', alert: 'handshake_failure' });
  t.regex((suites.observations.at(-1) as { detail: string }).detail, /no cipher suite in common.*AES_256_CBC_SHA/);
  const versions = await meet({}, { minVersion: 'TLSv1.2' });
  t.like(errorOf(versions.client)?.details, { by: 'server', how: 'alert', detail: 'protocol_version' });
  t.regex((versions.observations.at(-1) as { detail: string }).detail, /no TLS version in common.*TLS 1.0/);
});

test('SNI is sent only when a name is given', async (t) => {
  const names: unknown[] = [];
  for (const extra of [{}, { serverName: 'fe01.contoso.test' }]) {
    const { client, accepted, observations } = await meet(extra);
    const [hello] = observations;
    names.push(hello?.type === 'client-hello' ? hello.hello.serverName : 'none');
    for (const each of [client, accepted]) if (each.status === 'fulfilled') each.value.destroy();
  }
  t.deepEqual(names, [undefined, 'fe01.contoso.test']);
});

test('suites this engine lacks are told apart from a refusal', async (t) => {
  const [left, right] = memoryPair();
  const error = await t.throwsAsync(connectTls(right, { ...phone, ciphers: 'RC4-MD5' }), { instanceOf: HarnessError });
  t.is(error?.code, 'TLS_SUITES_UNAVAILABLE');
  left.destroy();
});

for (const [name, act, expected] of [
  ['plain HTTP', (end: Duplex) => end.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'TLS_NOT_TLS'],
  ['a close', (end: Duplex) => end.end(), 'TLS_REFUSED'],
  ['a reset', (end: Duplex) => end.destroy(new Error('gone')), 'TLS_REFUSED'],
] as const) {
  test(`instead of a server flight: ${name}`, async (t) => {
    const [left, right] = memoryPair();
    left.once('data', () => act(left));
    left.on('error', () => {});
    const error = await t.throwsAsync(connectTls(right, phone), { instanceOf: HarnessError });
    t.is(error?.code, expected);
    if (name === 'a reset') t.is(error?.details.how, 'reset');
    if (name === 'a close') t.is(error?.details.how, 'close');
  });
}

test('a server that falls silent is given up', async (t) => {
  const [left, right] = memoryPair();
  left.resume();
  const error = await t.throwsAsync(connectTls(right, { ...phone, timeoutMs: 20 }), { instanceOf: HarnessError });
  t.is(error?.code, 'TLS_TIMEOUT');
});

test('a judgement is made on a flight that comes byte by byte', async (t) => {
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
  const secureContext = serverSecureContext((await serverCertificate()).tls);
  const [server, client] = await Promise.allSettled([
    acceptTls(far, { secureContext, clock, observe: (observation) => observations.push(observation) }),
    connectTls(right, { ...phone, judge: () => ({ accept: false, alert: 'certificate_expired' }) }),
  ]);
  t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
  t.is(errorOf(server)?.code, 'TLS_REFUSED');
  t.like(observations.at(-1), { how: 'alert', alert: 'certificate_expired' });
});

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
