import { createServer } from 'node:http';
import { request } from 'node:https';
import test from 'ava';
import { acceptingServer } from './support.js';

test('an HTTP server takes an accepted socket and sees where the phone is', async (t) => {
  const server = await acceptingServer(t);
  const http = createServer((incoming, response) => {
    const { remoteAddress, remotePort } = incoming.socket;
    response.end(JSON.stringify({ remoteAddress, remotePort, url: incoming.url }));
  });
  t.teardown(() => http.close());
  void server.accepted.then(({ socket }) => socket && http.emit('connection', socket));
  const body = await new Promise<string>((resolve, reject) => {
    const outgoing = request(
      { host: '127.0.0.1', port: server.port, path: '/x', rejectUnauthorized: false, agent: false },
      (response) => {
        let text = '';
        response.on('data', (bytes: Buffer) => {
          text += String(bytes);
        });
        response.on('end', () => resolve(text));
      },
    );
    outgoing.on('error', reject).end();
  });
  const { stream } = await server.accepted;
  t.deepEqual(JSON.parse(body), { remoteAddress: '127.0.0.1', remotePort: stream.remotePort, url: '/x' });
  t.is(server.observations.filter(({ type }) => type === 'refused').length, 0);
});
