import { createPrivateKey, X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls, type SecureVersion, type TLSSocket } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import type { TlsSettings } from '../../../harness/tls/index.js';
import type { Interference, InterferencePoint } from '../../../harness/tls/interference.js';
import { RecordTap } from '../../../harness/tls/record-tap.js';
import { recordType, TlsRecordReader } from '../../../harness/wire/tls/index.js';
import { keptServerCertificate } from '../../certs/kept-keys.js';
import { type AcceptingServer, acceptingServer, START } from '../support.js';

/** Both engines and every version, against the client of OpenSSL, which knows nothing of this harness. */
const kinds = [
  { name: 'OpenSSL, TLS 1.0', version: 'TLSv1', settings: {} },
  { name: 'the own engine', version: 'TLSv1', settings: { engine: 'tls10' } },
  { name: 'OpenSSL, TLS 1.2', version: 'TLSv1.2', settings: {} },
  { name: 'OpenSSL, TLS 1.3', version: 'TLSv1.3', settings: {} },
] as const satisfies readonly { name: string; version: SecureVersion; settings: Partial<TlsSettings> }[];
type Kind = (typeof kinds)[number] & { readonly suites?: string };
const withoutTls13 = kinds.filter(({ version }) => version !== 'TLSv1.3');

interface Met {
  readonly server: AcceptingServer;
  readonly client: TLSSocket;
  /** Words of what was carried out. */
  readonly fired: string[];
  /** The records the client was sent: type and length. */
  records(): { type: number; length: number }[];
  /** Code of the error the client ended with; `none` when it just ended. */
  readonly ended: Promise<string>;
}

async function meet(t: ExecutionContext, kind: Kind, ...actions: Interference[]): Promise<Met> {
  const fired: string[] = [];
  const server = await acceptingServer(t, {
    settings: kind.settings,
    interference: { actions, fired: (action) => fired.push(action.do) },
  });
  const tcp = connectTcp(server.port, '127.0.0.1');
  const received: Buffer[] = [];
  const watcher = {
    inbound: (bytes: Buffer) => received.push(bytes) > 0,
    outbound: () => {},
    ended: () => {},
  };
  let broken: (Error & { code?: string }) | undefined;
  tcp.on('error', (error) => {
    broken ??= error;
  });
  const client = connectTls({
    socket: new RecordTap(tcp, watcher),
    rejectUnauthorized: false,
    minVersion: kind.version,
    maxVersion: kind.version,
    ciphers: kind.suites ?? 'DEFAULT:AES128-SHA:@SECLEVEL=0',
  });
  client.on('error', (error: Error & { code?: string }) => {
    broken ??= error;
  });
  const ended = new Promise<string>((resolve) => {
    tcp.once('close', () => setImmediate(() => resolve(broken ? (broken.code ?? broken.message) : 'none')));
  });
  t.teardown(() => {
    client.destroy();
    tcp.destroy();
  });
  const records = () =>
    new TlsRecordReader()
      .push(Buffer.concat(received))
      .map(({ type, fragment }) => ({ type, length: fragment.length }));
  return { server, client, fired, records, ended };
}

/** Says something both ways, so that the handshake is proved on both sides. */
async function talk({ server, client }: Met): Promise<string> {
  if (client.getProtocol() === null || client.getFinished() === undefined) await once(client, 'secureConnect');
  client.write('ping');
  const { socket, error } = await server.accepted;
  if (!socket) throw error;
  socket.write(`pong to ${await heard(socket, 4)}`);
  return await heard(client, 12);
}

/** So many characters, in however many records they come. */
function heard(stream: Duplex, length: number): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    stream.on('data', (bytes: Buffer) => {
      text += String(bytes);
      if (text.length >= length) resolve(text);
    });
  });
}

const points: readonly InterferencePoint[] = ['connection', 'client-hello', 'certificate', 'finished', 'established'];

for (const kind of kinds) {
  for (const at of points.filter((point) => kind.version !== 'TLSv1.3' || point !== 'finished')) {
    test(`${kind.name}: reset at ${at}`, async (t) => {
      const met = await meet(t, kind, { do: 'reset', at });
      t.is(await met.ended, 'ECONNRESET');
      t.like(await met.server.accepted, { error: { code: 'TLS_REFUSED' } });
      t.deepEqual(met.fired, ['reset']);
    });

    test(`${kind.name}: close at ${at}`, async (t) => {
      const met = await meet(t, kind, { do: 'close', at });
      await met.ended;
      t.like(await met.server.accepted, { error: { code: 'TLS_REFUSED' } });
      t.false(met.records().some(({ type }) => type === recordType.alert));
      t.deepEqual(met.fired, ['close']);
    });

    test(`${kind.name}: stall at ${at} lasts until the client leaves`, async (t) => {
      const met = await meet(t, kind, { do: 'stall', at });
      let settled = false;
      void met.server.accepted.then(() => {
        settled = true;
      });
      if (at === 'established') await once(met.client, 'secureConnect');
      while (met.fired.length === 0) await new Promise((resolve) => setImmediate(resolve));
      t.false(settled);
      met.client.destroy();
      t.like(await met.server.accepted, { error: { code: 'TLS_REFUSED' } });
      t.is(
        met.server.observations.some(({ type }) => type === 'established'),
        at === 'established',
      );
    });
  }

  test(`${kind.name}: a flight in tiny records completes`, async (t) => {
    const met = await meet(t, kind, { do: 'slow-flight', recordBytes: 30, pauseMs: 0 });
    t.is(await talk(met), 'pong to ping');
    const handshake = met.records().filter(({ type }) => type === recordType.handshake);
    t.true(handshake.length >= 3 && handshake.slice(0, 3).every(({ length }) => length <= 30));
    t.deepEqual(met.fired, ['slow-flight']);
  });

  test(`${kind.name}: another chain is presented`, async (t) => {
    const other = await keptServerCertificate({
      profile: 'self-signed',
      subject: 'other.contoso.test',
      names: ['other.contoso.test'],
      at: START,
    });
    const key = 'key' in other.tls ? createPrivateKey(other.tls.key) : undefined;
    if (!key) throw new TypeError('a minted certificate has its key');
    const identity = { chain: other.chain, privateKey: key };
    const met = await meet(t, kind, { do: 'swap-chain', tls: other.tls, identity });
    t.is(await talk(met), 'pong to ping');
    const [leaf] = other.chain;
    t.deepEqual(met.client.getPeerX509Certificate()?.raw, leaf && new X509Certificate(leaf).raw);
    t.like(
      met.server.observations.find(({ type }) => type === 'server-flight'),
      { chain: other.chain },
    );
    t.deepEqual(met.fired, ['swap-chain']);
  });

  test(`${kind.name}: a fatal alert in answer to the hello`, async (t) => {
    const met = await meet(t, kind, { do: 'alert', at: 'client-hello', alert: 'access_denied', level: 'fatal' });
    t.regex(await met.ended, /ACCESS_DENIED/);
    const { error } = await met.server.accepted;
    t.like(error, { code: 'TLS_REFUSED' });
    const refused = met.server.observations.find(({ type }) => type === 'refused');
    t.like(refused, { by: 'server', how: 'alert', alert: 'access_denied', reason: 'fault', when: 'after-hello' });
  });
}

for (const kind of withoutTls13) {
  test(`${kind.name}: an alert after the certificate and one instead of the Finished`, async (t) => {
    for (const at of ['certificate', 'finished'] as const) {
      const met = await meet(t, kind, { do: 'alert', at, alert: 'internal_error', level: 'fatal' });
      t.regex(await met.ended, /INTERNAL_ERROR/, at);
      t.deepEqual(met.fired, ['alert']);
      t.is(met.server.observations.filter(({ type }) => type === 'established').length, 0, at);
    }
  });

  test(`${kind.name}: a ServerHello of another version`, async (t) => {
    const met = await meet(t, kind, { do: 'wrong-version', version: 0x0300 });
    t.regex(await met.ended, /UNSUPPORTED_PROTOCOL|WRONG_SSL_VERSION|WRONG_VERSION_NUMBER/);
    t.deepEqual(met.fired, ['wrong-version']);
  });

  test(`${kind.name}: no close_notify at the end, all data before it`, async (t) => {
    const met = await meet(t, kind, { do: 'no-close-notify' });
    await talk(met);
    const { socket } = await met.server.accepted;
    const heard: Buffer[] = [];
    met.client.on('data', (bytes: Buffer) => heard.push(bytes));
    socket?.end('the last word');
    await met.ended;
    t.is(String(Buffer.concat(heard)), 'the last word');
    t.false(met.records().some(({ type }) => type === recordType.alert));
    t.deepEqual(met.fired, ['no-close-notify']);
  });

  test(`${kind.name}: with nothing planned close_notify is sent`, async (t) => {
    const met = await meet(t, kind);
    await talk(met);
    const { socket } = await met.server.accepted;
    met.client.resume();
    socket?.end();
    await met.ended;
    t.true(met.records().some(({ type }) => type === recordType.alert));
  });
}

test('OpenSSL, TLS 1.0: asked for a new handshake, the client carries one out and the talk goes on', async (t) => {
  const met = await meet(t, kinds[0], { do: 'ask-renegotiation' });
  t.is(await talk(met), 'pong to ping');
  t.deepEqual(met.fired, ['ask-renegotiation']);
  const changes = () => met.records().filter(({ type }) => type === recordType.changeCipherSpec).length;
  while (changes() < 2) await new Promise((resolve) => setImmediate(resolve));
  const answer = heard(met.client, 5);
  (await met.server.accepted).socket?.write('still');
  t.is(await answer, 'still');
});

test('many connections asked for a new handshake while the clients talk', async (t) => {
  const mets = await Promise.all([...Array(20).keys()].map(() => meet(t, kinds[0], { do: 'ask-renegotiation' })));
  const answers = await Promise.all(mets.map(talk));
  t.deepEqual(new Set(answers), new Set(['pong to ping']));
});

test('the own engine asks for a new handshake and declines the one it asked for, which OpenSSL takes ill', async (t) => {
  const met = await meet(t, kinds[1], { do: 'ask-renegotiation' });
  t.regex(await met.ended, /NO_RENEGOTIATION/);
  t.deepEqual(met.fired, ['ask-renegotiation']);
  t.like(await met.server.accepted, { error: undefined });
});

test('TLS 1.3 has no renegotiation: nothing is claimed', async (t) => {
  const met = await meet(t, kinds[3], { do: 'ask-renegotiation' });
  t.is(await talk(met), 'pong to ping');
  t.deepEqual(met.fired, []);
});

test('a wrong Finished is noticed; the own engine serves, whatever was forced', async (t) => {
  for (const kind of [kinds[0], kinds[1]]) {
    const met = await meet(t, kind, { do: 'wrong-finished' });
    t.regex(await met.ended, /DIGEST_CHECK_FAILED/, kind.name);
    t.deepEqual(met.fired, ['wrong-finished']);
    t.like(
      met.server.observations.find(({ type }) => type === 'server-flight'),
      { engine: 'tls10' },
    );
  }
});

test('a phone that the own engine cannot serve gets a right Finished, and nothing is claimed', async (t) => {
  const met = await meet(t, { ...kinds[3], suites: 'TLS_AES_128_GCM_SHA256' }, { do: 'wrong-finished' });
  t.is(await talk(met), 'pong to ping');
  t.deepEqual(met.fired, []);
});

test('a phone whose hello allows TLS 1.0 but which then turns it down saw no Finished: nothing is claimed', async (t) => {
  const met = await meet(t, kinds[2], { do: 'wrong-finished' });
  t.regex(await met.ended, /UNSUPPORTED_PROTOCOL/);
  t.deepEqual(met.fired, []);
});

test('no alert in the clear can be sent to TLS 1.3 after its ServerHello: nothing is claimed', async (t) => {
  const met = await meet(t, kinds[3], { do: 'alert', at: 'certificate', alert: 'unknown_ca', level: 'fatal' });
  t.is(await talk(met), 'pong to ping');
  t.deepEqual(met.fired, []);
});
