import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, createServer, type Server, type TLSSocket, connect as tlsConnect } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import {
  createEngineClient,
  createEngineServer,
  type EngineSession,
  MemorySessionStore,
  type TlsEngine,
} from '../../../harness/tls/engine/index.js';
import { memoryPair } from '../../../harness/tls/memory-pair.js';
import { clientIdentity, serverIdentity, Told } from './handshake-support.js';

const LABEL = 'client EAP encryption';
const versions = { minVersion: 'TLSv1', maxVersion: 'TLSv1' } as const;

/** Joins an engine to a stream: all the socket that these tests need. */
class Attached extends Told {
  readonly #stream: Duplex;
  #wake: (() => void) | undefined;
  #engine: TlsEngine | undefined;

  constructor(stream: Duplex) {
    super();
    this.#stream = stream;
    stream.on('error', () => {});
    this.carry = (records) => {
      stream.write(records);
    };
  }

  attach(engine: TlsEngine): TlsEngine {
    this.#engine = engine;
    this.#stream.on('data', (bytes: Buffer) => {
      engine.receive(bytes);
      this.#wake?.();
    });
    engine.start();
    return engine;
  }

  /** Waits until the engine has told or received something that satisfies. */
  async until(satisfied: () => boolean): Promise<void> {
    while (!satisfied()) {
      if (this.error !== undefined) throw this.error;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  get engine(): TlsEngine {
    if (this.#engine === undefined) throw new Error('not attached');
    return this.#engine;
  }
}

async function against(
  t: ExecutionContext,
  engineServer: Parameters<typeof createEngineServer>[0],
  client: ConnectionOptions,
): Promise<{ at: Attached; socket: TLSSocket; kept: () => Promise<Buffer> }> {
  const [near, far] = memoryPair();
  const at = new Attached(near);
  at.attach(createEngineServer(engineServer, at));
  const socket = tlsConnect({ socket: far, rejectUnauthorized: false, ...versions, ...client });
  socket.on('error', () => {});
  t.teardown(() => {
    socket.destroy();
    near.destroy();
  });
  const session = new Promise<Buffer>((resolve) => socket.once('session', resolve));
  await once(socket, 'secureConnect');
  return { at, socket, kept: () => session };
}

for (const [name, id] of [
  ['AES128-SHA', 0x002f],
  ['AES256-SHA', 0x0035],
] as const) {
  test(`OpenSSL's client with ${name}: data both ways, the same exported keys, resumption`, async (t) => {
    const { identity } = await serverIdentity();
    const sessions = new MemorySessionStore();
    const ciphers = `${name}:@SECLEVEL=0`;
    const first = await against(t, { identity, sessions }, { ciphers, servername: 'sip.contoso.test' });
    t.is(first.socket.getProtocol(), 'TLSv1');
    t.is(first.socket.getCipher().name, name);
    t.is(first.at.engine.suite?.id, id);
    t.is(first.at.engine.serverName, 'sip.contoso.test');
    t.deepEqual(first.socket.getPeerX509Certificate()?.raw, identity.chain[0]);
    t.deepEqual(exported(first.socket), first.at.engine.exportKeyingMaterial(64, LABEL));
    first.socket.write('REGISTER');
    await first.at.until(() => first.at.text === 'REGISTER');
    first.at.engine.write(Buffer.from('200 OK'));
    const [answer] = (await once(first.socket, 'data')) as [Buffer];
    t.regex(answer.toString('latin1'), /^2/);
    const session = await first.kept();
    const again = await against(t, { identity, sessions }, { ciphers, session });
    t.true(again.socket.isSessionReused());
    // The client's Finished is still underway when it knows itself connected.
    await again.at.until(() => again.at.engine.established);
    t.true(again.at.engine.resumed);
    t.deepEqual(exported(again.socket), again.at.engine.exportKeyingMaterial(64, LABEL));
    again.socket.end();
    await again.at.until(() => again.at.events.includes('ended'));
  });
}

test("OpenSSL's client with a certificate, and without one", async (t) => {
  const { identity } = await serverIdentity();
  const phone = await clientIdentity();
  const clientCertificate = { authorities: [], required: true };
  const ciphers = 'AES128-SHA:@SECLEVEL=0';
  const shown = await against(t, { identity, clientCertificate }, { ciphers, ...phone.pem });
  t.deepEqual(shown.at.engine.peerChain, phone.identity.chain);
  const [near, far] = memoryPair();
  const at = new Attached(near);
  at.attach(createEngineServer({ identity, clientCertificate }, at));
  const socket = tlsConnect({ socket: far, rejectUnauthorized: false, ...versions, ciphers });
  t.teardown(() => {
    socket.destroy();
    near.destroy();
  });
  const [error] = (await once(socket, 'error')) as [NodeJS.ErrnoException];
  t.is(error.code, 'ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE');
  t.deepEqual(at.events, ['failed TLS_ALERT_SENT handshake_failure']);
});

test("OpenSSL's client that renegotiates is refused with no_renegotiation", async (t) => {
  const { identity } = await serverIdentity();
  const { at, socket } = await against(t, { identity }, { ciphers: 'AES128-SHA:@SECLEVEL=0' });
  const failed = once(socket, 'error') as Promise<[NodeJS.ErrnoException]>;
  socket.renegotiate({}, () => {});
  const [error] = await failed;
  t.is(error.code, 'ERR_SSL_NO_RENEGOTIATION');
  t.deepEqual(at.events.slice(0, 1), ['established']);
});

test("OpenSSL's client sees a wrong Finished and a wrong version", async (t) => {
  const { identity } = await serverIdentity();
  const seen: (string | undefined)[] = [];
  for (const quirks of [{ wrongFinished: true }, { helloVersion: 0x0303 }, { helloVersion: 0x0300 }]) {
    const failed = against(t, { identity, quirks }, { ciphers: 'AES128-SHA:@SECLEVEL=0' });
    const error = await t.throwsAsync<NodeJS.ErrnoException>(failed);
    seen.push(error?.code);
  }
  t.deepEqual(seen, ['ERR_SSL_DIGEST_CHECK_FAILED', 'ERR_SSL_UNSUPPORTED_PROTOCOL', 'ERR_SSL_UNSUPPORTED_PROTOCOL']);
});

interface OpensslServer {
  readonly at: Attached;
  readonly socket: TLSSocket;
}

/** OpenSSL's server for one suite, which resumes by session id. */
function opensslServer(suite: string, pem: { cert: string; key: string }, requestCert: boolean): Server {
  const sessions = new Map<string, Buffer>();
  const server = createServer({
    ...pem,
    ...versions,
    ciphers: `${suite}:@SECLEVEL=0`,
    requestCert,
    rejectUnauthorized: false,
    sessionIdContext: 'test',
  });
  server.on('newSession', (id: Buffer, data: Buffer, done: () => void) => {
    sessions.set(id.toString('hex'), data);
    done();
  });
  server.on('resumeSession', (id: Buffer, done: (error: Error | null, data: Buffer | null) => void) => {
    done(null, sessions.get(id.toString('hex')) ?? null);
  });
  return server;
}

async function toServer(
  t: ExecutionContext,
  client: Parameters<typeof createEngineClient>[0],
  server: Server,
): Promise<OpensslServer> {
  const [near, far] = memoryPair();
  const connected = once(server, 'secureConnection') as Promise<[TLSSocket]>;
  server.emit('connection', far);
  const at = new Attached(near);
  at.attach(createEngineClient(client, at));
  const [[socket]] = await Promise.all([connected, at.until(() => at.engine.established)]);
  socket.on('error', () => {});
  t.teardown(() => {
    socket.destroy();
    near.destroy();
  });
  return { at, socket };
}

test("OpenSSL's server: suites, SNI, hellos of both formats, a client certificate, resumption", async (t) => {
  const { pem, identity } = await serverIdentity();
  const phone = await clientIdentity();
  for (const [name, id] of [
    ['AES128-SHA', 0x002f],
    ['AES256-SHA', 0x0035],
  ] as const) {
    for (const requestCert of [false, true]) {
      const server = opensslServer(name, pem, requestCert);
      for (const helloFormat of ['tls', 'sslv2'] as const) {
        const kept: EngineSession[] = [];
        const options = {
          suites: [0x0005, 0x000a, id, 0x00ff],
          helloFormat,
          serverName: 'sip.contoso.test',
          ...(requestCert ? { identity: phone.identity } : {}),
          keep: (session: EngineSession) => kept.push(session),
        };
        const { at, socket } = await toServer(t, options, server);
        t.is(at.engine.suite?.id, id);
        t.deepEqual(at.engine.peerChain, identity.chain);
        t.is((socket as { servername?: unknown }).servername, helloFormat === 'tls' ? 'sip.contoso.test' : false);
        t.deepEqual(socket.getPeerX509Certificate()?.raw, requestCert ? phone.identity.chain[0] : undefined);
        t.deepEqual(exported(socket), at.engine.exportKeyingMaterial(64, LABEL));
        at.engine.write(Buffer.from('REGISTER'));
        const [heard] = (await once(socket, 'data')) as [Buffer];
        t.regex(heard.toString('latin1'), /^R/);
        socket.write('200 OK');
        await at.until(() => at.text === '200 OK');
        const [session] = kept;
        t.truthy(session);
        if (session === undefined) continue;
        const again = await toServer(t, { ...options, helloFormat: 'tls', session }, server);
        t.true(again.at.engine.resumed);
        t.true(again.socket.isSessionReused());
        t.deepEqual(again.at.engine.peerChain, identity.chain);
        t.deepEqual(exported(again.socket), again.at.engine.exportKeyingMaterial(64, LABEL));
      }
    }
  }
});

/** RFC 5705 without a context, which the types of Node do not know. */
function exported(socket: TLSSocket): Buffer {
  return socket.exportKeyingMaterial(64, LABEL, undefined as never);
}
