import { createServer, type RequestListener, request as requestOn } from 'node:http';
import { request as requestTls } from 'node:https';
import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import express from 'express';
import { connectTls10 } from '../../harness/tls/engine/socket/index.js';
import { type AcceptingServer, acceptingServer } from './support.js';

/** What an application on an accepted stream answers: the phone's address, whether it came over TLS, the body's length. */
async function served(t: ExecutionContext): Promise<AcceptingServer> {
  const server = await acceptingServer(t);
  const application = express();
  application.post('/x', (incoming, response) => {
    let length = 0;
    incoming.on('data', (bytes: Buffer) => {
      length += bytes.length;
    });
    incoming.on('end', () => {
      const { remoteAddress, remotePort } = incoming.socket;
      response.json({ remoteAddress, remotePort, secure: incoming.secure, length, padding: 'x'.repeat(50_000) });
    });
  });
  const http = createServer(application as RequestListener);
  t.teardown(() => http.close());
  void server.accepted.then(({ socket }) => socket && http.emit('connection', socket));
  return server;
}

/** Posts so many bytes, on a stream of the caller's or one of its own. */
function post(port: number, length: number, stream?: Duplex): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const place = { host: '127.0.0.1', port, path: '/x', method: 'POST' };
    const outgoing = stream
      ? requestOn({ ...place, createConnection: () => stream })
      : requestTls({ ...place, rejectUnauthorized: false, agent: false });
    outgoing.on('response', (response) => {
      let text = '';
      response.on('data', (bytes: Buffer) => {
        text += String(bytes);
      });
      response.on('end', () => resolve(JSON.parse(text) as Record<string, unknown>));
    });
    outgoing.on('error', reject).end(Buffer.alloc(length, 'x'));
  });
}

const expected = (remotePort: number | undefined, length: number) => ({
  ...{ remoteAddress: '127.0.0.1', remotePort, secure: true, length },
  padding: 'x'.repeat(50_000),
});

test('an HTTP server takes an accepted socket and sees where the phone is', async (t) => {
  const server = await served(t);
  const body = await post(server.port, 70_000);
  const { stream } = await server.accepted;
  t.deepEqual(body, expected(stream.remotePort, 70_000));
  t.is(server.observations.filter(({ type }) => type === 'refused').length, 0);
});

for (const suite of [0x0005, 0x000a]) {
  test(`the same over the TLS 1.0 engine at both ends, suite 0x${suite.toString(16)}`, async (t) => {
    const server = await served(t);
    const tcp = connectTcp(server.port, '127.0.0.1');
    const client = connectTls10(tcp, { suites: [suite] });
    const body = await post(server.port, 70_000, client);
    const { stream, socket } = await server.accepted;
    t.is(socket?.getProtocol(), 'TLSv1');
    t.deepEqual(body, expected(stream.remotePort, 70_000));
    t.like(await server.seen('established'), { engine: 'tls10' });
    t.is(server.observations.filter(({ type }) => type === 'refused').length, 0);
    client.destroy();
  });
}

test('an HTTP server’s idle limit closes the engine’s connection', async (t) => {
  const server = await acceptingServer(t);
  const http = createServer((_incoming, response) => response.end('x'));
  http.keepAliveTimeout = 1;
  t.teardown(() => http.close());
  void server.accepted.then(({ socket }) => socket && http.emit('connection', socket));
  const client = connectTls10(connectTcp(server.port, '127.0.0.1'), { suites: [0x0005] });
  const ended = new Promise((resolve) => client.on('end', resolve));
  client.resume();
  client.write('GET /x HTTP/1.1\r\nHost: x\r\n\r\n');
  await ended;
  t.true(client.bytesRead > 0);
});
