import { connect as tcpConnect } from 'node:net';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import type { ServerContext } from '../../../harness/servers/context.js';
import { FrontEnd, listenFrontEnd } from '../../../harness/servers/front-end/index.js';
import { eventsOf, testContext } from '../deployment.js';
import { request, SipClient } from './sip-client.js';

async function listening(t: ExecutionContext, context: ServerContext): Promise<number> {
  const place = { service: 'front-end', address: '127.0.0.1', port: 0 };
  const listener = await listenFrontEnd(new FrontEnd(context), context, place);
  t.teardown(() => listener.close());
  return listener.port;
}

function root(context: ServerContext): string {
  const der = context.deployment.certificates.default.root ?? Buffer.alloc(0);
  return `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`;
}

function secure(t: ExecutionContext, socket: TLSSocket): Promise<TLSSocket> {
  t.teardown(() => socket.destroy());
  return new Promise((resolve, reject) => {
    socket.once('secureConnect', () => resolve(socket));
    socket.once('error', reject);
  });
}

test('a TLS 1.0 client without SNI is served with the default certificate, and everything is recorded', async (t) => {
  const context = await testContext();
  const port = await listening(t, context);
  const socket = await secure(
    t,
    tlsConnect({
      host: '127.0.0.1',
      port,
      ca: root(context),
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1',
      ciphers: 'AES128-SHA:@SECLEVEL=0',
      // The scenario's date is not this machine's: the name alone is looked at here.
      rejectUnauthorized: false,
    }),
  );
  t.is(socket.getProtocol(), 'TLSv1');
  t.deepEqual(socket.getPeerCertificate().raw, context.deployment.certificates.default.chain[0]);
  const client = new SipClient(socket);
  t.is((await client.ask(request())).status, 401);
  t.like(eventsOf(context.journal, 'tls.established')[0], { version: 'TLS 1.0', connection: 'front-end#1' });
  t.is(eventsOf(context.journal, 'connection.opened').length, 1);
  t.is(eventsOf(context.journal, 'tls.client-hello')[0]?.serverName, undefined);
  t.is(eventsOf(context.journal, 'front-end.request')[0]?.connection, 'front-end#1');
  t.is(eventsOf(context.journal, 'front-end.request')[0]?.device, 'ip:127.0.0.1');
  const closed = new Promise<void>((resolve) => {
    context.journal.subscribe((event) => event.type === 'connection.closed' && resolve());
  });
  socket.end();
  await closed;
  t.is(eventsOf(context.journal, 'tls.refused').length, 0);
});

test('SIP without TLS is turned away and recorded; the next client is served', async (t) => {
  const context = await testContext();
  const port = await listening(t, context);
  const plain = tcpConnect(port, '127.0.0.1');
  t.teardown(() => plain.destroy());
  plain.on('error', () => {});
  const closed = new Promise<void>((resolve) => plain.once('close', () => resolve()));
  plain.write('REGISTER sip:contoso.com SIP/2.0\r\n\r\n');
  plain.resume();
  await closed;
  t.is(eventsOf(context.journal, 'tls.not-tls')[0]?.looksLike, 'sip');
  t.is(eventsOf(context.journal, 'front-end.request').length, 0);
  const socket = await secure(t, tlsConnect({ host: '127.0.0.1', port, rejectUnauthorized: false }));
  t.is((await new SipClient(socket).ask(request())).status, 401);
});
