import { spawn } from 'node:child_process';
import { once } from 'node:events';
import tls from 'node:tls';
import test from 'ava';
import {
  type ClientHello,
  HandshakeReader,
  helloLength,
  parseClientHello,
  recognizeFirstBytes,
  TlsRecordReader,
} from '../../../harness/wire/tls/index.js';
import { captureFirstFlight } from './captures.js';

const complete = (bytes: Buffer) => {
  const length = helloLength(bytes);
  return length !== undefined && bytes.length >= length;
};

function read(bytes: Buffer): ClientHello {
  const messages = new HandshakeReader();
  for (const record of new TlsRecordReader().push(bytes)) {
    const [message] = messages.push(record);
    if (message) return parseClientHello(message.body, record.version);
  }
  throw new Error('no ClientHello');
}

const fromNode = (options: tls.ConnectionOptions) =>
  captureFirstFlight((port) => {
    const socket = tls.connect({ host: '127.0.0.1', port, ...options });
    socket.on('error', () => socket.destroy());
  }, complete);

async function fromOpenssl(...options: string[]): Promise<Buffer> {
  let ended: Promise<unknown> = Promise.resolve();
  const bytes = await captureFirstFlight((port) => {
    const client = spawn('openssl', ['s_client', '-connect', `127.0.0.1:${port}`, ...options], { stdio: 'ignore' });
    ended = once(client, 'close');
  }, complete);
  await ended;
  return bytes;
}

test("Node's TLS 1.0 hello is read", async (t) => {
  const bytes = await fromNode({
    minVersion: 'TLSv1',
    maxVersion: 'TLSv1',
    ciphers: 'AES256-SHA:AES128-SHA:@SECLEVEL=0',
    servername: 'pool01.contoso.test',
  });
  t.is(recognizeFirstBytes(bytes).kind, 'tls');
  const hello = read(bytes);
  t.like(hello, { format: 'tls', recordVersion: 0x0301, version: 0x0301, serverName: 'pool01.contoso.test' });
  t.deepEqual(hello.versions, ['TLS 1.0']);
  t.deepEqual(hello.suites, [
    { id: 0x0035, name: 'TLS_RSA_WITH_AES_256_CBC_SHA' },
    { id: 0x002f, name: 'TLS_RSA_WITH_AES_128_CBC_SHA' },
    { id: 0x00ff, name: 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV' },
  ]);
  t.deepEqual(hello.compression, [0]);
  t.is(hello.random.length, 32);
  t.false(hello.onlyLegacySuites);
});

test("Node's default hello offers its versions in supported_versions", async (t) => {
  const hello = read(await fromNode({}));
  t.deepEqual(hello.versions, ['TLS 1.3', 'TLS 1.2']);
  t.is(hello.version, 0x0303);
  t.is(hello.serverName, undefined);
  t.true(hello.extensions.some(({ name }) => name === 'key_share'));
  t.deepEqual(
    hello.suites.filter(({ name }) => name.startsWith('0x')),
    [],
  );
});

test('the fingerprint stays the same from hello to hello and changes with the suites', async (t) => {
  const [first, second, other] = [await fromNode({}), await fromNode({}), await fromNode({ ciphers: 'AES128-SHA' })];
  t.notDeepEqual(read(first).random, read(second).random);
  t.is(read(first).fingerprint, read(second).fingerprint);
  t.not(read(first).fingerprint, read(other).fingerprint);
});

test("openssl's TLS 1.0 hello is read, with and without SNI", async (t) => {
  const options = ['-tls1', '-cipher', 'AES128-SHA:@SECLEVEL=0'];
  const named = read(await fromOpenssl(...options, '-servername', 'sip.contoso.test'));
  t.deepEqual(named.versions, ['TLS 1.0']);
  t.is(named.suites[0]?.name, 'TLS_RSA_WITH_AES_128_CBC_SHA');
  t.is(named.serverName, 'sip.contoso.test');
  t.is(read(await fromOpenssl(...options, '-noservername')).serverName, undefined);
});
