import { once } from 'node:events';
import { Duplex } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';
import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { MemorySessionStore } from '../../../harness/tls/engine/index.js';
import type { EngineSession } from '../../../harness/tls/engine/options.js';
import { serveTls10 } from '../../../harness/tls/engine/socket/index.js';
import { TlsRecordReader } from '../../../harness/wire/tls/index.js';
import { serverCertificate } from '../support.js';
import { des3, establishedPair, rc4, serverOptions, startPair, textOf } from './pair.js';

for (const [name, suite, standardName] of [
  ['RC4-SHA', rc4, 'TLS_RSA_WITH_RC4_128_SHA'],
  ['DES-CBC3-SHA', des3, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
] as const) {
  test(`${name}: both ends tell the same of the connection, and data flows both ways`, async (t) => {
    const { server, client } = await startPair({ suites: [suite] });
    t.is(server.getProtocol(), null);
    t.is(server.getCipher().name, '(NONE)');
    t.throws(() => server.exportKeyingMaterial(64, 'client EAP encryption'), { code: 'TLS_NOT_ESTABLISHED' });
    await Promise.all([once(server, 'secure'), once(client, 'secure')]);
    for (const end of [server, client]) {
      t.true(end.encrypted);
      t.is(end.getProtocol(), 'TLSv1');
      t.deepEqual(end.getCipher(), { name, standardName, version: 'TLSv1' });
      t.false(end.isSessionReused());
    }
    const label = 'client EAP encryption';
    t.deepEqual(server.exportKeyingMaterial(128, label), client.exportKeyingMaterial(128, label));
    const { chain } = await serverCertificate();
    t.deepEqual(client.peerChain, chain);
    t.deepEqual(client.getPeerX509Certificate()?.raw, chain[0]);
    t.is(server.getPeerX509Certificate(), undefined);

    client.write('REGISTER');
    let request = '';
    // TLS 1.0 with a block cipher sends one byte ahead of the rest.
    while (request.length < 8) request += String((await once(server, 'data'))[0]);
    t.is(request, 'REGISTER');
    server.end('200 OK');
    t.is(await textOf(client), '200 OK');
    t.deepEqual([server.bytesRead, server.bytesWritten], [8, 6]);
    t.deepEqual([client.bytesRead, client.bytesWritten], [6, 8]);
  });
}

test('what is written before the handshake is sent after it', async (t) => {
  const { server, client } = await startPair();
  client.write('early ');
  client.end('and the end');
  t.is(await textOf(server), 'early and the end');
});

test('the key log line comes once, the same on both ends', async (t) => {
  const { server, client } = await startPair();
  const lines: string[][] = [[], []];
  for (const [index, end] of [server, client].entries()) {
    end.on('keylog', (line: Buffer) => lines[index]?.push(String(line)));
  }
  await Promise.all([once(server, 'secure'), once(client, 'secure')]);
  client.end();
  await textOf(server);
  t.is(lines[0]?.length, 1);
  t.deepEqual(lines[0], lines[1]);
  t.regex(lines[0]?.[0] ?? '', /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}\n$/);
});

test('end() says close_notify and then FIN; the other side reads the end', async (t) => {
  const { server, client, far } = await establishedPair();
  const seen: number[] = [];
  const records = new TlsRecordReader();
  far.on('data', (bytes: Buffer) => seen.push(...records.push(bytes).map(({ type }) => type)));
  const ended = once(far, 'end');
  server.end('bye');
  t.is(await textOf(client), 'bye');
  await ended;
  t.deepEqual(seen.slice(-2), [23, 21], 'data, then an alert');
});

test('destroy() says nothing and takes the connection with it', async (t) => {
  const { server, client, near, far } = await establishedPair();
  const seen: Buffer[] = [];
  far.on('data', (bytes: Buffer) => seen.push(bytes));
  const closed = once(client.resume(), 'close');
  server.destroy();
  await Promise.all([closed, once(server, 'close')]);
  t.true(near.destroyed);
  t.deepEqual(seen, []);
});

test('FIN without close_notify ends the readable side', async (t) => {
  const { client, near } = await establishedPair();
  near.end();
  t.is(await textOf(client), '');
});

test('FIN in the middle of the handshake ends the socket without an error', async (t) => {
  const { server, far, client } = await startPair();
  client.destroy();
  far.destroy();
  server.on('error', (error) => t.fail(String(error)));
  await once(server.resume(), 'close');
  t.is(server.getProtocol(), null);
});

test('a reset below is the error of the socket', async (t) => {
  const { server, client, far } = await establishedPair();
  const failed = once(server, 'error');
  client.on('error', () => {});
  far.destroy(new Error('pulled'));
  const [error] = (await failed) as [NodeJS.ErrnoException];
  t.is(error.code, 'ECONNRESET');
});

test('a record that does not verify is a HarnessError, and the alert reaches the peer', async (t) => {
  const { server, client, far } = await establishedPair();
  const failed = once(server, 'error');
  const told = once(client, 'error');
  far.write(Buffer.concat([Buffer.from('1703010020', 'hex'), Buffer.alloc(32, 1)]));
  const [mine] = (await failed) as [HarnessError];
  t.true(mine instanceof HarnessError);
  t.like(mine, { code: 'TLS_ALERT_SENT', details: { alert: 'bad_record_mac' } });
  const [theirs] = (await told) as [HarnessError];
  t.like(theirs, { code: 'TLS_ALERT_RECEIVED', details: { alert: 'bad_record_mac' } });
});

test('back-pressure: a reader that does not read stops the writer, and loses nothing', async (t) => {
  const { server, client } = await establishedPair();
  const chunk = Buffer.alloc(20_000, 'x');
  const chunks = 100;
  for (let sent = 0; sent < chunks; sent++) client.write(chunk);
  client.end();
  for (let i = 0; i < 500; i++) await turn();
  t.true(server.bytesRead < 10 * chunk.length, `${server.bytesRead} bytes were decrypted for nobody`);
  t.false(client.writableFinished);
  t.is((await textOf(server)).length, chunks * chunk.length);
});

test('an alert still on its way is not cut off', async (t) => {
  const sent: Buffer[] = [];
  // A connection that takes a turn for each write, and drops what waits when it is destroyed.
  const slow = new Duplex({
    read: () => {},
    write: (bytes: Buffer, _encoding, done) => {
      setImmediate(() => {
        if (!slow.destroyed) sent.push(bytes);
        done();
      });
    },
  });
  const server = serveTls10(slow, await serverOptions());
  const failed = once(server, 'error');
  slow.push(Buffer.from('16030100050100000100', 'hex'));
  await failed;
  if (!slow.closed) await once(slow, 'close');
  t.regex(Buffer.concat(sent).toString('hex'), /^15030100020232/);
});

test('a session is taken up again by its id', async (t) => {
  const sessions = new MemorySessionStore();
  const kept: EngineSession[] = [];
  const first = await establishedPair({ keep: (session) => kept.push(session) }, { sessions });
  first.client.end();
  await textOf(first.server);
  const [session] = kept;
  if (!session) return t.fail('no session was kept');
  const second = await establishedPair({ session }, { sessions });
  t.true(second.server.isSessionReused());
  t.true(second.client.isSessionReused());
  second.client.end('again');
  t.is(await textOf(second.server), 'again');
});

test('setTimeout tells of silence, and 0 turns it off', async (t) => {
  const { server, client } = await establishedPair();
  const quiet = once(server, 'timeout');
  t.is(server.setTimeout(1), server);
  const keepAlive = setInterval(() => {}, 1_000);
  await quiet;
  clearInterval(keepAlive);
  server.on('timeout', () => t.fail('it was turned off'));
  server.setTimeout(0);
  client.end('x');
  t.is(await textOf(server), 'x');
});

test('the small change of sockets is there for HTTP', async (t) => {
  const { server, client } = await establishedPair();
  t.is(server.setNoDelay(true).setKeepAlive(true, 1).ref().unref(), server);
  const gone = once(server, 'close');
  server.write('last words');
  server.destroySoon();
  t.is(await textOf(client), 'last words');
  await gone;
});
