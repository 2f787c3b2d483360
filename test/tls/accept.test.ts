import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectNodeTls } from 'node:tls';
import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import {
  encodeAlert,
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
} from '../../harness/wire/tls/index.js';
import { acceptingServer, available, run, serverCertificate } from './support.js';

/** A TLS 1.0-style hello as it goes over the wire. */
function helloRecord(version: number, suites: number[]): Buffer {
  const body = encodeClientHello({ version, random: Buffer.alloc(32, 7), suites });
  return encodeRecords(22, 0x0301, encodeHandshake(1, body));
}

const types = (server: { observations: { type: string }[] }) => server.observations.map(({ type }) => type);

test('openssl s_client with TLS 1.0 and an RSA suite is served, and every step is seen', async (t) => {
  if (!(await available('openssl'))) return t.pass('skipped: no openssl program');
  const server = await acceptingServer(t);
  const client = run('openssl', [
    ...['s_client', '-connect', `127.0.0.1:${server.port}`, '-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0', '-quiet'],
  ]);
  const { socket, error } = await server.accepted;
  t.is(error, undefined);
  t.is(socket?.remoteAddress, '127.0.0.1');
  t.true((socket?.remotePort ?? 0) > 0);
  socket?.end('hello from the server\n');
  t.regex((await client).output, /hello from the server/);
  t.deepEqual(types(server), ['client-hello', 'server-flight', 'established']);
  const [hello, flight, established] = server.observations;
  t.like(hello, { hello: { versions: ['TLS 1.0'], format: 'tls' } });
  t.deepEqual(flight?.type === 'server-flight' && flight.chain, (await serverCertificate()).chain);
  t.like(established, { version: 'TLS 1.0', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' });
});

test('TLS 1.2 and TLS 1.3 are served; the chain of TLS 1.3 is the one the caller gave', async (t) => {
  const { chain } = await serverCertificate();
  for (const [maxVersion, version] of [
    ['TLSv1.2', 'TLS 1.2'],
    ['TLSv1.3', 'TLS 1.3'],
  ] as const) {
    const server = await acceptingServer(t);
    const client = connectNodeTls({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion });
    client.write('ping');
    const { socket } = await server.accepted;
    const [bytes] = socket ? await once(socket, 'data') : [];
    t.is(String(bytes), 'ping');
    client.destroy();
    await once(client, 'close');
    t.deepEqual(types(server), ['client-hello', 'server-flight', 'established'], version);
    t.like(server.observations[1], { version, chain });
  }
});

test('a hello that comes byte by byte is served', async (t) => {
  const server = await acceptingServer(t);
  const raw = connectTcp(server.port, '127.0.0.1');
  raw.setNoDelay(true);
  for (const byte of helloRecord(0x0301, [0x2f])) raw.write(Buffer.of(byte));
  const flight = await server.seen('server-flight');
  t.is(flight.suite, 'TLS_RSA_WITH_AES_128_CBC_SHA');
  raw.destroy();
  t.like(await server.seen('refused'), { by: 'phone', when: 'after-certificate' });
});

for (const [name, bytes, looksLike] of [
  ['HTTP', 'GET / HTTP/1.1\r\nHost: fe01\r\n\r\n', 'http'],
  ['SIP', 'REGISTER sip:contoso.test SIP/2.0\r\n\r\n', 'sip'],
  ['noise', '\u0001\u0002\u0003\u0004\u0005\u0006', 'unknown'],
] as const) {
  test(`plain ${name} is told apart and kept`, async (t) => {
    const server = await acceptingServer(t);
    const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
    raw.write(bytes);
    const { error } = await server.accepted;
    t.is((error as HarnessError).code, 'TLS_NOT_TLS');
    t.deepEqual(server.observations, [{ type: 'not-tls', looksLike, raw: Buffer.from(bytes) }]);
    raw.destroy();
  });
}

test('openssl that does not trust the root refuses with the alert unknown_ca', async (t) => {
  const server = await acceptingServer(t);
  await run(
    'openssl',
    [
      ...['s_client', '-connect', `127.0.0.1:${server.port}`, '-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0'],
      ...['-verify_return_error', '-verify', '9', '-no-CAfile', '-no-CApath', '-no-CAstore'],
    ],
    '',
  );
  const refused = await server.seen('refused');
  t.like(refused, { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate' });
  t.is(refused.raw?.toString('hex'), '15030100020230');
  const { error } = await server.accepted;
  t.is((error as HarnessError).code, 'TLS_REFUSED');
});

test('an alert that TLS 1.3 encrypts is named all the same', async (t) => {
  const server = await acceptingServer(t);
  await run(
    'openssl',
    [
      ...['s_client', '-connect', `127.0.0.1:${server.port}`, '-tls1_3', '-verify_return_error', '-verify', '9'],
      ...['-no-CAfile', '-no-CApath', '-no-CAstore'],
    ],
    '',
  );
  t.like(await server.seen('refused'), { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate' });
});

/** A TLS 1.0 hello on a raw connection; resolves once the server's flight has come. */
async function helloAndFlight(port: number) {
  const raw = connectTcp(port, '127.0.0.1').on('error', () => {});
  raw.write(helloRecord(0x0301, [0x2f]));
  let got = Buffer.alloc(0);
  // ServerHelloDone ends the flight: a handshake message of type 14 without a body.
  while (!got.subarray(-4).equals(Buffer.from('0e000000', 'hex'))) {
    const [bytes] = (await once(raw, 'data')) as [Buffer];
    got = Buffer.concat([got, bytes]);
  }
  return raw;
}

test('a close right after the certificates, without an alert', async (t) => {
  const server = await acceptingServer(t);
  const raw = await helloAndFlight(server.port);
  raw.end();
  const refused = await server.seen('refused');
  t.like(refused, { by: 'phone', how: 'close', when: 'after-certificate' });
  t.is(refused.alert, undefined);
  t.true(refused.afterMs >= 0);
});

test('a reset right after the certificates', async (t) => {
  const server = await acceptingServer(t);
  const raw = await helloAndFlight(server.port);
  raw.resetAndDestroy();
  t.like(await server.seen('refused'), { by: 'phone', how: 'reset', when: 'after-certificate' });
});

test('a warning alone refuses nothing; followed by the end it tells why', async (t) => {
  const server = await acceptingServer(t);
  const raw = await helloAndFlight(server.port);
  raw.end(encodeAlert('warning', 'certificate_unknown'));
  t.like(await server.seen('refused'), { by: 'phone', how: 'alert', alert: 'certificate_unknown' });
});

for (const maxVersion of ['TLSv1', 'TLSv1.3'] as const) {
  test(`a close after the handshake before any data, ${maxVersion}`, async (t) => {
    const server = await acceptingServer(t);
    const client = connectNodeTls({
      ...{ port: server.port, host: '127.0.0.1', rejectUnauthorized: false },
      ...{ minVersion: 'TLSv1', maxVersion, ciphers: 'TLS_AES_128_GCM_SHA256:AES128-SHA:@SECLEVEL=0' },
    });
    client.once('secureConnect', () => client.end());
    const { socket } = await server.accepted;
    t.truthy(socket);
    t.like(await server.seen('refused'), { by: 'phone', how: 'close', when: 'after-handshake' });
    t.is(server.observations.filter(({ type }) => type === 'refused').length, 1);
    client.destroy();
  });

  test(`a reset after the handshake before any data, ${maxVersion}`, async (t) => {
    const server = await acceptingServer(t);
    const tcp = connectTcp(server.port, '127.0.0.1');
    const client = connectNodeTls({
      ...{ socket: tcp, rejectUnauthorized: false },
      ...{ minVersion: 'TLSv1', maxVersion, ciphers: 'TLS_AES_128_GCM_SHA256:AES128-SHA:@SECLEVEL=0' },
    }).on('error', () => {});
    client.once('secureConnect', () => client.on('data', () => {}));
    await server.accepted;
    tcp.resetAndDestroy();
    t.like(await server.seen('refused'), { by: 'phone', how: 'reset', when: 'after-handshake' });
  });

  test(`data, then a close: an ordinary end, ${maxVersion}`, async (t) => {
    const server = await acceptingServer(t);
    const client = connectNodeTls({
      ...{ port: server.port, host: '127.0.0.1', rejectUnauthorized: false },
      ...{ minVersion: 'TLSv1', maxVersion, ciphers: 'TLS_AES_128_GCM_SHA256:AES128-SHA:@SECLEVEL=0' },
    });
    client.once('secureConnect', () => client.end('REGISTER'));
    const { socket } = await server.accepted;
    if (socket) await once(socket.resume(), 'close');
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    t.is(server.observations.filter(({ type }) => type === 'refused').length, 0);
    client.destroy();
  });
}

for (const maxVersion of ['TLSv1', 'TLSv1.3'] as const) {
  test(`a phone that leaves after the server closed did not refuse, ${maxVersion}`, async (t) => {
    const server = await acceptingServer(t);
    const client = connectNodeTls({
      ...{ port: server.port, host: '127.0.0.1', rejectUnauthorized: false },
      ...{ minVersion: 'TLSv1', maxVersion, ciphers: 'TLS_AES_128_GCM_SHA256:AES128-SHA:@SECLEVEL=0' },
    });
    const { socket, stream } = await server.accepted;
    socket?.end();
    await once(client.resume(), 'close');
    if (!stream.destroyed) await once(stream, 'close');
    // A refusal would be told one turn after the end.
    for (let i = 0; i < 3; i++) await new Promise(setImmediate);
    t.deepEqual(types(server), ['client-hello', 'server-flight', 'established']);
  });
}

test('gnutls-cli with RC4 and 3DES alone is refused by OpenSSL, and the refusal says what was missing', async (t) => {
  const server = await acceptingServer(t, { settings: { engine: 'openssl' } });
  const byHand = !(await available('gnutls-cli'));
  if (byHand) {
    const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
    raw.write(helloRecord(0x0301, [4, 5, 10]));
  } else {
    const priority =
      'NONE:+VERS-TLS1.0:+ARCFOUR-128:+3DES-CBC:+RSA:+SHA1:+MD5:+COMP-NULL:+SIGN-ALL:+CTYPE-X509:%COMPAT';
    const { output } = await run(
      'gnutls-cli',
      ['--insecure', '--priority', priority, '-p', String(server.port), '127.0.0.1'],
      '',
    );
    // The engine's alert reaches the client before the connection closes.
    t.regex(output, /alert/i);
  }
  const refused = await server.seen('refused');
  t.like(refused, { by: 'server', how: 'alert', alert: 'handshake_failure', when: 'after-hello' });
  t.regex(refused.detail ?? '', /^no cipher suite in common; the hello offers .*RC4_128.*; the port serves .*AES_128/);
});

test('a version nobody serves is refused with protocol_version', async (t) => {
  const server = await acceptingServer(t);
  const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
  raw.write(helloRecord(0x0300, [0x2f]));
  const refused = await server.seen('refused');
  t.like(refused, { by: 'server', how: 'alert' });
  t.regex(refused.detail ?? '', /no TLS version in common; the hello offers SSL 3.0/);
  raw.destroy();
});

test('an SSLv2-format hello that offers TLS 1.0 is answered', async (t) => {
  const server = await acceptingServer(t);
  const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
  raw.write(encodeSslv2ClientHello({ version: 0x0301, random: Buffer.alloc(32, 9), suites: [0x2f, 0x35] }));
  t.like(await server.seen('client-hello'), { hello: { format: 'sslv2' } });
  t.like(await server.seen('server-flight'), { version: 'TLS 1.0' });
  raw.destroy();
});

test('a connection without a byte, half a hello and an oversized hello are each told apart', async (t) => {
  const silent = await acceptingServer(t);
  connectTcp(silent.port, '127.0.0.1').end();
  t.like(await silent.seen('refused'), { by: 'phone', how: 'close', when: 'before-hello' });

  const half = await acceptingServer(t);
  connectTcp(half.port, '127.0.0.1').end(Buffer.from('160301', 'hex'));
  t.like(await half.seen('refused'), { by: 'phone', how: 'close', raw: Buffer.from('160301', 'hex') });

  const large = await acceptingServer(t);
  const raw = connectTcp(large.port, '127.0.0.1').on('error', () => {});
  const body = Buffer.alloc(60_000);
  raw.write(encodeRecords(22, 0x0301, Buffer.concat([Buffer.from([1, 0, body.length >> 8, body.length & 255]), body])));
  t.like(await large.seen('refused'), { by: 'server', how: 'alert', alert: 'illegal_parameter' });
  raw.destroy();
});

test('a phone that falls silent is given up', async (t) => {
  const before = await acceptingServer(t, { helloTimeoutMs: 20 });
  const mute = connectTcp(before.port, '127.0.0.1');
  t.is(((await before.accepted).error as HarnessError).code, 'TLS_TIMEOUT');
  t.like(await before.seen('refused'), { by: 'server', when: 'before-hello' });
  mute.destroy();

  const after = await acceptingServer(t, { handshakeTimeoutMs: 200 });
  const raw = await helloAndFlight(after.port);
  const { error } = await after.accepted;
  t.true(error instanceof HarnessError && error.code === 'TLS_TIMEOUT');
  t.like(await after.seen('refused'), { by: 'server', when: 'after-certificate' });
  raw.destroy();
});
