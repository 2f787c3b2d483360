import { once } from 'node:events';
import { connect as connectNodeTls } from 'node:tls';
import test from 'ava';
import { acceptingServer, available, run, serverCertificate } from '../support.js';
import { types } from './raw-phone.js';

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
