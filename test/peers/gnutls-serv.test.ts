import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import test, { type ExecutionContext } from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import type { EngineClientOptions, EngineSession } from '../../harness/tls/engine/index.js';
import { connectTls10 } from '../../harness/tls/engine/socket/index.js';
import { connectTls } from '../../harness/tls/index.js';
import { identity } from './identities.js';
import { legacySuites, priority, rc4And3Des } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';

// The emulated phone's side of TLS against GnuTLS, which gives back what it is sent.

/** Of the kind TLS-DSK derives its keys with. */
const label = 'client EAP encryption';

interface EchoServer {
  readonly port: number;
  readonly process: PeerProcess;
}

async function echoServer(t: ExecutionContext, program: string, more: readonly string[]): Promise<EchoServer> {
  const port = await freePort();
  const server = await identity(t, 'echo.contoso.com');
  const files = ['--x509certfile', server.certificateFile, '--x509keyfile', server.keyFile];
  const exporting = ['--keymatexport', label, '--keymatexportsize', '64'];
  const process = new PeerProcess(t, program, ['--echo', '--port', String(port), ...files, ...exporting, ...more]);
  await process.saw(/listening on IPv4 0\.0\.0\.0 port \d+\.\.\.done/);
  return { port, process };
}

/** gnutls-serv cannot say which port it was given, so one is found for it. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function open(t: ExecutionContext, port: number): Promise<Socket> {
  const socket = connect(port, '127.0.0.1');
  t.teardown(() => socket.destroy());
  await once(socket, 'connect');
  return socket;
}

async function shake(t: ExecutionContext, port: number, options: EngineClientOptions) {
  const client = connectTls10(await open(t, port), options);
  t.teardown(() => client.destroy());
  await once(client, 'secureConnect');
  return client;
}

/** Sends a line and waits until it is back. */
async function echoed(stream: Duplex, line: string): Promise<string> {
  let text = '';
  const back = new Promise<string>((resolve, reject) => {
    stream.on('data', (bytes: Buffer) => {
      text += bytes.toString();
      if (text.includes('\n')) resolve(text);
    });
    stream.once('close', () => reject(new Error(`closed after ${text}`)));
  });
  stream.write(line);
  return await back;
}

for (const suite of legacySuites) {
  peerTest(
    test,
    ['gnutls-serv'],
    `gnutls-serv with ${suite.name} alone talks with our client, exports its keys and resumes`,
    async (t, { 'gnutls-serv': program = '' }) => {
      const { port, process } = await echoServer(t, program, ['--priority', priority(suite.gnutls), '--noticket']);
      const kept: EngineSession[] = [];
      const client = await shake(t, port, { suites: [suite.number], keep: (session) => kept.push(session) });
      t.is(await echoed(client, 'first line\n'), 'first line\n');
      t.like(client.getCipher(), { standardName: suite.name });
      t.false(client.isSessionReused());
      const material = (await process.saw(/- Key material: ([0-9a-f]+)/))[1];
      t.is(material, client.exportKeyingMaterial(64, label).toString('hex'));
      client.end();
      await once(client, 'close');

      t.is(kept.length, 1);
      const [session] = kept;
      const again = await shake(t, port, { suites: [suite.number], ...(session && { session }) });
      t.true(again.isSessionReused());
      t.is(await echoed(again, 'second line\n'), 'second line\n');
      await process.saw(/This is a resumed session/);
      t.true(process.output.includes(suite.gnutlsSays), process.output);
      t.notRegex(process.output, /Error/);
    },
  );
}

for (const [what, offered] of [
  ['RC4 and 3DES', { engine: 'tls10', suites: [0x0005, 0x0004, 0x000a], helloFormat: 'tls' }],
  ['AES by OpenSSL', { engine: 'openssl', minVersion: 'TLSv1', maxVersion: 'TLSv1', ciphers: 'AES128-SHA' }],
] as const) {
  peerTest(
    test,
    ['gnutls-serv'],
    `a phone that offers ${what} judges the chain of gnutls-serv and talks`,
    async (t, { 'gnutls-serv': program = '' }) => {
      const { port } = await echoServer(t, program, [
        '--priority',
        priority('+AES-128-CBC:+3DES-CBC:+ARCFOUR-128:+SHA1:+MD5'),
      ]);
      const clock = new ScenarioClock({ start: new Date(), waits: 'real' });
      t.teardown(() => clock.stop());
      const chains: (readonly Buffer[])[] = [];
      const judge = (chain: readonly Buffer[]) => {
        chains.push(chain);
        return { accept: true };
      };
      const phone = await connectTls(await open(t, port), { offer: offered, judge, refusal: 'alert', clock });
      t.is(await echoed(phone, 'a phone\n'), 'a phone\n');
      t.deepEqual(chains, [(await identity(t, 'echo.contoso.com')).engine.chain]);
      t.is(phone.getProtocol(), 'TLSv1');
      phone.destroy();
    },
  );
}

peerTest(
  test,
  ['gnutls-serv'],
  'gnutls-serv that requires a client certificate gets it proved, and refuses who has none',
  async (t, { 'gnutls-serv': program = '' }) => {
    const user = await identity(t, 'alice.contoso.com');
    const required = [
      '--priority',
      rc4And3Des,
      '--require-client-cert',
      '--verify-client-cert',
      '--x509cafile',
      user.rootFile,
    ];
    const { port, process } = await echoServer(t, program, required);
    const suites = [0x0005, 0x000a];
    const known = await shake(t, port, { suites, identity: user.engine });
    t.is(await echoed(known, 'it is me\n'), 'it is me\n');
    await process.saw(/Subject: CN=alice\.contoso\.com\n/);
    known.destroy();

    // The alert is GnuTLS's choice; what it means by it is in its own words.
    const stranger = await identity(t, 'mallory.contoso.com');
    const refused = [
      [{ suites }, 'decode_error', /No certificate was found/],
      [{ suites, identity: stranger.engine }, 'access_denied', /Error in the certificate/],
    ] as const;
    for (const [options, alert, words] of refused) {
      const client = connectTls10(await open(t, port), options);
      t.teardown(() => client.destroy());
      const [error] = (await once(client, 'error')) as [Error & { code?: string }];
      t.is(error.code, 'TLS_ALERT_RECEIVED');
      t.true(error.message.includes(alert), error.message);
      await process.saw(words);
    }
  },
);

peerTest(
  test,
  ['gnutls-serv'],
  'gnutls-serv that has none of the suites offered says handshake_failure',
  async (t, { 'gnutls-serv': program = '' }) => {
    const { port } = await echoServer(t, program, ['--priority', priority('+AES-256-CBC:+SHA1')]);
    const client = connectTls10(await open(t, port), { suites: [0x0005, 0x000a] });
    t.teardown(() => client.destroy());
    const [refused] = (await once(client, 'error')) as [Error & { code?: string }];
    t.is(refused.code, 'TLS_ALERT_RECEIVED');
    t.regex(refused.message, /handshake_failure/);
  },
);
