import { connect as connectTcp } from 'node:net';
import test from 'ava';
import type { HarnessError } from '../../../harness/foundation/errors/index.js';
import { encodeRecords, encodeSslv2ClientHello } from '../../../harness/wire/tls/index.js';
import { acceptingServer } from '../support.js';
import { helloRecord } from './raw-phone.js';

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
