import { connect as connectTcp } from 'node:net';
import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { encodeAlert } from '../../../harness/wire/tls/index.js';
import { acceptingServer, run } from '../support.js';
import { helloAndFlight } from './raw-phone.js';

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
