import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import test, { type ExecutionContext } from 'ava';
import { type EngineServerOptions, MemorySessionStore } from '../../harness/tls/engine/index.js';
import { type EngineSocket, serveTls10 } from '../../harness/tls/engine/socket/index.js';
import { identity } from './identities.js';
import { legacySuites, priority, rc4And3Des } from './legacy-suites.js';
import { PeerProcess } from './peer-process.js';
import { peerTest } from './program.js';

// The server side of the TLS 1.0 engine, asking for a client's certificate, as TLS-DSK does inside of SIP.

const label = 'client EAP encryption';

interface Echo {
  readonly port: number;
  readonly sockets: EngineSocket[];
  readonly errors: Error[];
}

/** Gives back what it gets, in upper case. */
async function echo(t: ExecutionContext, options: EngineServerOptions): Promise<Echo> {
  const sockets: EngineSocket[] = [];
  const errors: Error[] = [];
  const server = createServer((stream) => {
    const socket = serveTls10(stream, options);
    sockets.push(socket);
    socket.on('error', (error) => errors.push(error));
    socket.on('data', (bytes: Buffer) => socket.write(bytes.toString().toUpperCase()));
    socket.on('end', () => socket.end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.teardown(async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port, sockets, errors };
}

async function asking(t: ExecutionContext, required: boolean): Promise<EngineServerOptions> {
  const server = await identity(t, 'pool01.contoso.com');
  const user = await identity(t, 'alice.contoso.com');
  // GnuTLS sends its certificate only to who names the authority that issued it.
  const issuers = user.engine.chain.slice(1).concat(user.root);
  const authorities = issuers.map((der) => nameOf(der));
  return { identity: server.engine, clientCertificate: { authorities, required }, sessions: new MemorySessionStore() };
}

/** The DER of a certificate's subject: what follows issuer and validity in it. */
function nameOf(der: Buffer): Buffer {
  const tbs = content(content(der, 0), 0);
  let at = 0;
  // [0] version, serialNumber, signature, issuer, validity, subject (RFC 5280 4.1).
  for (let skipped = 0; skipped < 5; skipped += 1) at += element(tbs, at).length;
  return element(tbs, at);
}

function element(der: Buffer, at: number): Buffer {
  const first = der.readUInt8(at + 1);
  const lengthBytes = first < 0x80 ? 0 : first & 0x7f;
  const length = lengthBytes === 0 ? first : der.readUIntBE(at + 2, lengthBytes);
  return der.subarray(at, at + 2 + lengthBytes + length);
}

function content(der: Buffer, at: number): Buffer {
  const whole = element(der, at);
  const first = whole.readUInt8(1);
  return whole.subarray(first < 0x80 ? 2 : 2 + (first & 0x7f));
}

for (const suite of legacySuites) {
  peerTest(
    test,
    ['gnutls-cli'],
    `gnutls-cli proves a client certificate with ${suite.name}, exports the same keys, and resumes`,
    async (t, { 'gnutls-cli': program = '' }) => {
      const user = await identity(t, 'alice.contoso.com');
      const { port, sockets, errors } = await echo(t, await asking(t, true));
      const files = ['--x509certfile', user.certificateFile, '--x509keyfile', user.keyFile];
      const exporting = ['--keymatexport', label, '--keymatexportsize', '64'];
      const options = ['--insecure', '--resume', '--priority', priority(suite.gnutls), ...files, ...exporting];
      const client = new PeerProcess(t, program, [...options, '--port', String(port), '127.0.0.1']);
      await client.saw(/- Simple Client Mode:/);
      client.write('good morning\n');
      await client.saw(/GOOD MORNING\n/);
      t.is(await client.finish(), 0, client.output);
      t.true(client.output.includes(suite.gnutlsSays), client.output);
      t.regex(client.output, /- Successfully sent 2 certificate\(s\) to server/);
      t.regex(client.output, /This is a resumed session/);
      t.deepEqual(errors, []);
      t.deepEqual(
        sockets.map((socket) => socket.isSessionReused()),
        [false, true],
      );
      for (const socket of sockets) {
        const subject = socket.getPeerX509Certificate()?.subject;
        t.is(subject, new X509Certificate(user.engine.chain[0] ?? Buffer.alloc(0)).subject);
      }
      const theirs = [...client.output.matchAll(/- Key material: ([0-9a-f]+)/g)].map(([, hex]) => hex);
      t.deepEqual(
        theirs,
        sockets.map((socket) => socket.exportKeyingMaterial(64, label).toString('hex')),
      );
    },
  );
}

peerTest(
  test,
  ['gnutls-cli'],
  'gnutls-cli without a certificate is let in where one is asked for, and refused where it is required',
  async (t, { 'gnutls-cli': program = '' }) => {
    const client = async (port: number) =>
      new PeerProcess(t, program, ['--insecure', '--priority', rc4And3Des, '--port', String(port), '127.0.0.1']);
    const asked = await echo(t, await asking(t, false));
    const welcome = await client(asked.port);
    await welcome.saw(/- Simple Client Mode:/);
    welcome.write('nobody\n');
    await welcome.saw(/NOBODY\n/);
    t.is(await welcome.finish(), 0, welcome.output);
    t.is(asked.sockets[0]?.getPeerX509Certificate(), undefined);

    const required = await echo(t, await asking(t, true));
    const refused = await client(required.port);
    t.is(await refused.finish(), 1, refused.output);
    t.regex(refused.output, /Received alert \[40\]: Handshake failed/);
    t.is(required.errors.length, 1);
  },
);

peerTest(
  test,
  ['gnutls-cli', 'tstclnt'],
  'a suite the engine does not serve is refused with handshake_failure, as GnuTLS and NSS see it',
  async (t, { 'gnutls-cli': gnutls = '', tstclnt = '' }) => {
    const server = await identity(t, 'pool01.contoso.com');
    const { port } = await echo(t, { identity: server.engine, suites: [0x000a] });
    const rc4 = priority('+ARCFOUR-128:+SHA1');
    const first = new PeerProcess(t, gnutls, ['--insecure', '--priority', rc4, '--port', String(port), '127.0.0.1']);
    t.is(await first.finish(), 1, first.output);
    t.regex(first.output, /Received alert \[40\]: Handshake failed/);
    const nss = ['-D', '-o', '-Q', '-V', 'tls1.0:tls1.0', '-c', ':0005'];
    const second = new PeerProcess(t, tstclnt, ['-h', '127.0.0.1', '-p', String(port), ...nss]);
    t.not(await second.finish(), 0, second.output);
    t.regex(second.output, /SSL_ERROR_(NO_CYPHER_OVERLAP|HANDSHAKE_FAILURE_ALERT)/);
  },
);
