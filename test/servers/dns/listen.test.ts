import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { listenDnsTcp, listenDnsUdp, type TcpLimits } from '../../../harness/servers/dns/index.js';
import { udpClient } from '../sockets.js';
import { dnsServer, query, words } from './queries.js';

const place = { service: 'dns', address: '127.0.0.1', port: 0 };

/** A connection to a server of its own, and what came over it. */
async function dial(t: ExecutionContext, limits: TcpLimits = {}) {
  const { context, dns } = dnsServer();
  const listener = await listenDnsTcp(dns, place, limits);
  const socket: Socket = connect(listener.port, listener.address);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk) => chunks.push(chunk));
  socket.on('error', () => {});
  // A connection that is cut off may end with a reset.
  const ended = new Promise<void>((resolve) => socket.once('close', () => resolve()));
  t.teardown(async () => {
    socket.destroy();
    await listener.close();
  });
  await once(socket, 'connect');
  return { context, socket, ended, received: () => Buffer.concat(chunks) };
}

const framed = (bytes: Buffer) => Buffer.concat([words(bytes.length), bytes]);

/** The ids of whole responses. */
function ids(stream: Buffer): number[] {
  const found: number[] = [];
  for (let at = 0; at + 2 <= stream.length; at += 2 + stream.readUInt16BE(at)) found.push(stream.readUInt16BE(at + 2));
  return found;
}

test('over UDP', async (t) => {
  const { dns } = dnsServer();
  const listener = await listenDnsUdp(dns, place);
  t.teardown(() => listener.close());
  const client = await udpClient(t);
  const { bytes } = await client.ask(query('sip.contoso.com'), listener);
  t.is(bytes.subarray(-4).toString('hex'), '0a0a0a14');
});

test('over TCP several queries share a connection, in any pieces', async (t) => {
  const { socket, ended, received } = await dial(t, { queries: 3 });
  const stream = Buffer.concat([1, 2, 3].map((id) => framed(query('sip.contoso.com', 'A', { id }))));
  socket.setNoDelay(true);
  for (const byte of stream.subarray(0, 60)) socket.write(Buffer.from([byte]));
  socket.write(stream.subarray(60));
  await ended;
  t.deepEqual(ids(received()), [1, 2, 3]);
});

test('after the last query a connection may send, it ends', async (t) => {
  const { context, socket, ended, received } = await dial(t, { queries: 2 });
  for (const id of [1, 2, 3, 4]) socket.write(framed(query('sip.contoso.com', 'A', { id })));
  await ended;
  t.deepEqual(ids(received()), [1, 2]);
  t.is(context.journal.events.filter(({ type }) => type === 'dns.query').length, 2);
});

test('a length no query has ends the connection', async (t) => {
  const { socket, ended, received } = await dial(t);
  socket.write(words(0xffff));
  await ended;
  t.is(received().length, 0);
});

test('a message that is not answered ends the connection', async (t) => {
  const { context, socket, ended } = await dial(t);
  socket.write(framed(Buffer.alloc(3)));
  await ended;
  t.deepEqual(
    context.journal.events.map(({ type }) => type),
    ['dns.ignored'],
  );
});

test('a peer that stalls within a query loses its connection', async (t) => {
  const { socket, ended, received } = await dial(t, { idleMs: 20 });
  socket.write(words(40));
  await ended;
  t.is(received().length, 0);
});

test('closing the listener ends open connections', async (t) => {
  const { dns } = dnsServer();
  const listener = await listenDnsTcp(dns, place);
  const socket = connect(listener.port, listener.address);
  socket.on('error', () => {});
  await once(socket, 'connect');
  const ended = once(socket, 'close');
  socket.write(framed(query('sip.contoso.com')));
  await once(socket, 'data');
  await listener.close();
  await ended;
  t.pass();
});
