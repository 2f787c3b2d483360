import { once } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { connect } from 'node:tls';
import test from 'ava';
import { acceptingServer } from '../support.js';

test('a closed connection has told everybody of its end, and then holds nobody', async (t) => {
  const server = await acceptingServer(t);
  const client = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false });
  const { socket } = await server.accepted;
  if (!socket) return t.fail('no handshake');
  const told: string[] = [];
  socket.on('data', () => {}).on('end', () => told.push('end'));
  const closed = new Promise<void>((resolve) => {
    socket.on('close', () => {
      told.push('close');
      resolve();
    });
  });
  client.end('bye');
  await closed;
  t.deepEqual(told, ['end', 'close']);
  await turn();
  t.deepEqual(
    ['data', 'end', 'close'].map((event) => socket.listenerCount(event)),
    [0, 0, 0],
  );
  t.notThrows(() => socket.emit('error', new Error('late')));
  t.is(socket.remoteAddress, '127.0.0.1');
});

test('after the peer’s FIN nothing is written that only fails', async (t) => {
  const server = await acceptingServer(t);
  const client = connect({ port: server.port, host: '127.0.0.1', rejectUnauthorized: false, maxVersion: 'TLSv1.2' });
  await once(client, 'secureConnect');
  const { socket, stream } = await server.accepted;
  if (!socket) return t.fail('no handshake');
  let written = 0;
  socket.resume().on('end', () => {
    stream.write = () => {
      written++;
      return false;
    };
    socket.end();
  });
  client.destroy();
  await once(stream, 'close');
  t.is(written, 0);
});
