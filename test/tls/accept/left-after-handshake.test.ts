import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect as connectNodeTls } from 'node:tls';
import test from 'ava';
import { acceptingServer } from '../support.js';
import { types } from './raw-phone.js';

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
