import { randomBytes } from 'node:crypto';
import { connect, TLSSocket } from 'node:tls';
import test from 'ava';
import { DSK_LABEL, TlsDskClient, TlsDskPort, TlsDskServer } from '../../../harness/authentication/tls-dsk/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { tls10Prf, tls12Prf } from '../../../harness/foundation/primitives/tls-prf.js';
import { createEngineClient } from '../../../harness/tls/engine/index.js';
import {
  defaultTlsSettings,
  memoryPair,
  type PhoneTlsOffer,
  type PhoneTlsVersion,
  serverSecureContext,
  type TlsSettings,
} from '../../../harness/tls/index.js';
import {
  encodeAlert,
  HandshakeReader,
  handshakeType,
  parseCertificateRequest,
  parseClientHello,
  TlsRecordReader,
} from '../../../harness/wire/tls/index.js';
import { keptAuthority, keptRsaKey, keptServerCertificate } from '../../certs/kept-keys.js';

const at = new Date('2014-11-15T09:00:00Z');
const text = '<TLS-DSK><x>';

const parts = (async () => {
  const certificate = await keptServerCertificate({
    profile: 'enterprise-root',
    subject: 'fe01.contoso.test',
    names: [],
    at,
  });
  const authority = await keptAuthority(at);
  const { publicKey, privateKey } = await keptRsaKey();
  const user = await authority.issue({ publicKey, user: 'alice@contoso.test', at });
  return { certificate, authority, user, privateKey };
})();

interface PairOptions {
  readonly offer?: PhoneTlsOffer;
  readonly settings?: Partial<TlsSettings>;
}

async function newServer(settings?: Partial<TlsSettings>): Promise<TlsDskServer> {
  const { certificate, authority } = await parts;
  const port = new TlsDskPort({
    certificate,
    clientAuthorities: [authority.certificate],
    ...(settings && { settings: { ...defaultTlsSettings, ...settings } }),
  });
  return new TlsDskServer(port);
}

async function pair({ offer, settings }: PairOptions = {}) {
  const { user, privateKey } = await parts;
  return {
    server: await newServer(settings),
    client: new TlsDskClient({ certificate: user, privateKey, ...(offer && { offer }) }),
    user,
  };
}

const openssl = (ciphers: string, maxVersion: PhoneTlsVersion = 'TLSv1'): PhoneTlsOffer => ({
  ...{ engine: 'openssl', minVersion: 'TLSv1', maxVersion, ciphers },
});
const tls10 = (...suites: number[]): PhoneTlsOffer => ({ engine: 'tls10', suites, helloFormat: 'tls' });
const sslv2 = (...suites: number[]): PhoneTlsOffer => ({ engine: 'tls10', suites, helloFormat: 'sslv2' });
const gcm = 'ECDHE-RSA-AES256-GCM-SHA384';

const recordTypes = (flight: Buffer) => new TlsRecordReader().push(flight).map(({ type }) => type);

function handshakeTypes(flight: Buffer): number[] {
  const reader = new HandshakeReader();
  return new TlsRecordReader()
    .push(flight)
    .filter(({ type }) => type === 22)
    .flatMap((record) => reader.push(record))
    .map(({ type }) => type);
}

const handshakes: readonly (readonly [string, PairOptions, number])[] = [
  ['OpenSSL on both sides', { settings: { engine: 'openssl' } }, 20],
  ['OpenSSL, TLS 1.2', { offer: openssl('AES128-SHA', 'TLSv1.2') }, 20],
  ['OpenSSL, TLS 1.2 with SHA-384', { offer: openssl(gcm, 'TLSv1.2'), settings: { suites: [gcm] } }, 48],
  ['RC4-MD5', { offer: tls10(0x0004) }, 16],
  ['RC4-SHA', { offer: tls10(0x0005) }, 20],
  ['3DES', { offer: tls10(0x000a) }, 20],
  ['RC4 and 3DES in a hello of SSL 2.0 format', { offer: sslv2(0x0004, 0x0005, 0x000a) }, 20],
  ['the engine’s client with AES128 to OpenSSL', { offer: tls10(0x002f), settings: { engine: 'openssl' } }, 20],
  ['the engine’s client with AES256 to OpenSSL', { offer: tls10(0x0035), settings: { engine: 'openssl' } }, 20],
  ['OpenSSL’s client with AES128 to the engine', { offer: openssl('AES128-SHA'), settings: { engine: 'tls10' } }, 20],
  ['OpenSSL’s client with AES256 to the engine', { offer: openssl('AES256-SHA'), settings: { engine: 'tls10' } }, 20],
  ['the engine on both sides with AES', { offer: tls10(0x002f), settings: { engine: 'tls10' } }, 20],
];

for (const [name, options, hashBytes] of handshakes) {
  test(`two round trips give both sides the same keys: ${name}`, async (t) => {
    const ends = await pair(options);
    const s1 = await ends.server.accept(await ends.client.start());
    if (s1.state !== 'continue') return t.fail(JSON.stringify(s1));
    const c2 = await ends.client.next(s1.flight);
    if (c2.state !== 'continue') return t.fail(JSON.stringify(c2));
    t.throws(() => ends.server.keys(), { instanceOf: HarnessError }, 'no keys before the end');
    const s2 = await ends.server.accept(c2.flight);
    if (s2.state !== 'finished') return t.fail(JSON.stringify(s2));
    t.deepEqual(await ends.client.next(s2.flight), { state: 'finished' });
    t.deepEqual(recordTypes(s1.flight), [22], 'S1 is one record');
    t.deepEqual(recordTypes(c2.flight), [22, 20, 22], 'C2 has its three messages in one record');
    t.deepEqual(recordTypes(s2.flight), [20, 22], 'S2 is ChangeCipherSpec and Finished');
    t.deepEqual(ends.server.clientCertificate, ends.user);
    ends.client.destroy();
    ends.server.destroy();
    const [ofClient, ofServer] = [ends.client.keys(), ends.server.keys()];
    t.is(ofClient.sign(text).length, hashBytes * 2);
    t.true(ofServer.verify(text, ofClient.sign(text)));
    t.true(ofClient.verify(text, ofServer.sign(text)));
    t.false(ofServer.verify(`${text}!`, ofClient.sign(text)));
  });
}

function authoritiesIn(flight: Buffer): readonly Buffer[] {
  const reader = new HandshakeReader();
  const messages = new TlsRecordReader().push(flight).flatMap((record) => reader.push(record));
  const request = messages.find(({ type }) => type === handshakeType.certificate_request);
  return request ? parseCertificateRequest(request.body).authorities : [];
}

test('the flights have the messages clients expect; both engines name the authority alike', async (t) => {
  const named: (readonly Buffer[])[] = [];
  for (const engine of ['openssl', 'tls10'] as const) {
    const { client, server } = await pair({ settings: { engine } });
    const c1 = await client.start();
    const [record] = new TlsRecordReader().push(c1);
    const [hello] = record ? new HandshakeReader().push(record) : [];
    t.deepEqual(hello && parseClientHello(hello.body, 0x0301).versions, ['TLS 1.0']);
    const s1 = await server.accept(c1);
    if (s1.state !== 'continue') return t.fail(JSON.stringify(s1));
    t.deepEqual(handshakeTypes(s1.flight), [2, 11, 13, 14], engine);
    named.push(authoritiesIn(s1.flight));
    client.destroy();
    server.destroy();
  }
  const [ofOpenssl, ofEngine] = named;
  t.is(ofOpenssl?.length, 1);
  t.true(ofOpenssl?.[0]?.includes('Communications Server'));
  t.deepEqual(ofEngine, ofOpenssl);
});

test('a hello of SSL 2.0 format goes out as it is', async (t) => {
  const { client, server } = await pair({ offer: sslv2(0x000a) });
  const hello = await client.start();
  t.is((hello[0] ?? 0) & 0x80, 0x80);
  t.is(hello.length, 2 + hello.readUInt16BE(0) - 0x8000);
  t.is((await server.accept(hello)).state, 'continue');
});

test('the keys are the PRF of the master secret, as the key log shows it', async (t) => {
  const { certificate } = await parts;
  for (const version of ['TLSv1', 'TLSv1.2'] as const) {
    const [left, right] = memoryPair();
    const server = new TLSSocket(left, {
      ...{ isServer: true, requestCert: false },
      secureContext: serverSecureContext(certificate.tls, { ciphers: 'AES128-SHA:@SECLEVEL=0', maxVersion: version }),
    });
    const client = connect({
      ...{ socket: right, rejectUnauthorized: false, minVersion: 'TLSv1', maxVersion: version },
      ciphers: 'AES128-SHA:@SECLEVEL=0',
    });
    const line = new Promise<string>((resolve) =>
      client.on('keylog', (bytes: Buffer) => {
        // RSA key exchange also logs a line of its own.
        if (bytes.toString().startsWith('CLIENT_RANDOM')) resolve(bytes.toString());
      }),
    );
    const chunks: Buffer[] = [];
    right.on('data', (bytes: Buffer) => chunks.push(bytes));
    await new Promise((resolve) => client.once('secureConnect', resolve));
    const [, clientRandom = '', master = ''] = (await line).trim().split(' ');
    const serverHello = Buffer.concat(chunks);
    // Record header 5, handshake header 4, version 2, then the random.
    const randoms = Buffer.concat([Buffer.from(clientRandom, 'hex'), serverHello.subarray(11, 43)]);
    const secret = Buffer.from(master, 'hex');
    const expected =
      version === 'TLSv1'
        ? tls10Prf(secret, DSK_LABEL, randoms, 128)
        : tls12Prf('sha256', secret, DSK_LABEL, randoms, 128);
    const exported = (client.exportKeyingMaterial as (n: number, l: string) => Buffer).call(client, 128, DSK_LABEL);
    t.deepEqual(exported, expected, version);
    client.destroy();
    server.destroy();
  }
});

test('a client with another key than its certificate’s is found out', async (t) => {
  const { authority, privateKey } = await parts;
  const stranger = await keptRsaKey();
  const stolen = await authority.issue({ publicKey: stranger.publicKey, user: 'alice@contoso.test', at });
  const error = t.throws(() => new TlsDskClient({ certificate: stolen, privateKey }));
  t.true(error instanceof HarnessError, 'OpenSSL does not even start with a key that does not fit');
  for (const engine of ['auto', 'openssl'] as const) {
    const client = new TlsDskClient({ certificate: stolen, privateKey, offer: tls10(0x002f, 0x0005) });
    const server = await newServer({ engine });
    const s1 = await server.accept(await client.start());
    const c2 = s1.state === 'continue' ? await client.next(s1.flight) : undefined;
    if (c2?.state !== 'continue') return t.fail();
    t.is((await server.accept(c2.flight)).state, 'failed', engine);
    t.is(server.clientCertificate, undefined);
    t.throws(() => server.keys(), { instanceOf: HarnessError });
  }
});

for (const [name, options] of [
  ['OpenSSL', {}],
  ['the engine, RC4', { offer: tls10(0x0005) }],
  ['the engine, 3DES', { offer: tls10(0x000a) }],
] as const) {
  test(`a forged CertificateVerify fails the handshake: ${name}`, async (t) => {
    const { client, server } = await pair(options);
    const s1 = await server.accept(await client.start());
    if (s1.state !== 'continue') return t.fail();
    const c2 = await client.next(s1.flight);
    if (c2.state !== 'continue') return t.fail();
    // The last bytes before ChangeCipherSpec are the signature of CertificateVerify.
    const forged = Buffer.from(c2.flight);
    const end = forged.indexOf(Buffer.from('140301000101', 'hex'));
    forged[end - 1] = (forged[end - 1] ?? 0) ^ 1;
    const step = await server.accept(forged);
    t.is(step.state, 'failed');
    t.throws(() => server.keys(), { instanceOf: HarnessError });
    t.is((await server.accept(c2.flight)).state, 'failed', 'a failed handshake stays failed');
    client.destroy();
  });

  test(`a forged Finished fails the handshake, on either side: ${name}`, async (t) => {
    for (const forger of ['client', 'server'] as const) {
      const { client, server } = await pair(options);
      const s1 = await server.accept(await client.start());
      const c2 = s1.state === 'continue' ? await client.next(s1.flight) : undefined;
      if (c2?.state !== 'continue') return t.fail();
      const end = c2.flight.length - 1;
      if (forger === 'client') c2.flight[end] = (c2.flight[end] ?? 0) ^ 1;
      const s2 = await server.accept(c2.flight);
      t.is(s2.state, forger === 'client' ? 'failed' : 'finished');
      if (s2.state !== 'finished') continue;
      s2.flight[s2.flight.length - 1] = (s2.flight.at(-1) ?? 0) ^ 1;
      t.is((await client.next(s2.flight)).state, 'failed');
      t.throws(() => client.keys(), { instanceOf: HarnessError });
    }
  });
}

test('a client without a certificate finishes, and is known to have shown none', async (t) => {
  const sent: Buffer[] = [];
  let established = false;
  const suites = [0x0005];
  const client = createEngineClient(
    { suites },
    {
      send: (records) => sent.push(records),
      established: () => {
        established = true;
      },
      ...{ data: () => {}, ended: () => {}, warned: () => {}, failed: (error) => t.fail(error.message) },
    },
  );
  const server = await newServer();
  const flight = () => Buffer.concat(sent.splice(0));
  client.start();
  const s1 = await server.accept(flight());
  if (s1.state !== 'continue') return t.fail();
  client.receive(s1.flight);
  const s2 = await server.accept(flight());
  if (s2.state !== 'finished') return t.fail(JSON.stringify(s2));
  client.receive(s2.flight);
  t.true(established);
  t.is(server.clientCertificate, undefined);
});

for (const [name, options] of [
  ['a phone with RC4 and 3DES at a port with AES', { offer: tls10(4, 5, 10), settings: { suites: ['AES128-SHA'] } }],
  ['a phone with AES at a port with RC4', { offer: openssl('AES128-SHA'), settings: { suites: ['RC4-SHA'] } }],
  ['a phone with RC4 where OpenSSL is forced', { offer: tls10(4, 5), settings: { engine: 'openssl' } }],
  ['TLS 1.0 at a port from TLS 1.2 on', { offer: tls10(4, 5, 10, 0x2f), settings: { minVersion: 'TLSv1.2' } }],
] as const) {
  test(`nothing in common fails, and says so: ${name}`, async (t) => {
    const { client, server } = await pair(options);
    const step = await server.accept(await client.start());
    if (step.state !== 'failed') return t.fail(step.state);
    t.regex(step.reason, /^no (cipher suite|TLS version) in common/);
    t.is((await server.accept(await (await pair()).client.start())).state, 'failed', 'it stays failed');
  });
}

test('half a flight, noise, an alert and too much fail instead of waiting', async (t) => {
  for (const offer of [openssl('AES128-SHA'), tls10(0x0005)]) {
    const { client } = await pair({ offer });
    const hello = await client.start();
    for (const [name, flight] of [
      ['half a hello', hello.subarray(0, 20)],
      ['nothing', Buffer.alloc(0)],
      ['noise', randomBytes(200)],
      ['an alert', encodeAlert('fatal', 'unknown_ca')],
      ['too much', Buffer.alloc(70_000, 22)],
    ] as const) {
      const { server } = await pair();
      const step = await server.accept(flight);
      t.is(step.state, 'failed', name);
      t.true(step.state === 'failed' && step.reason.length > 0);
    }
    const step = await client.next(encodeAlert('fatal', 'handshake_failure'));
    t.is(step.state, 'failed');
  }
});

test('half of the second flight fails instead of waiting', async (t) => {
  for (const offer of [openssl('AES128-SHA'), tls10(0x0005)]) {
    const { client, server } = await pair({ offer });
    const s1 = await server.accept(await client.start());
    const c2 = s1.state === 'continue' ? await client.next(s1.flight) : undefined;
    if (c2?.state !== 'continue') return t.fail();
    t.is((await server.accept(c2.flight.subarray(0, -1))).state, 'failed');
    const again = await pair({ offer });
    const whole = await again.server.accept(await again.client.start());
    if (whole.state !== 'continue') return t.fail();
    t.is((await again.client.next(whole.flight.subarray(0, -1))).state, 'failed');
  }
});

test('a finished handshake takes no more flights', async (t) => {
  const { client, server } = await pair();
  const s1 = await server.accept(await client.start());
  const c2 = s1.state === 'continue' ? await client.next(s1.flight) : undefined;
  const s2 = c2?.state === 'continue' ? await server.accept(c2.flight) : undefined;
  t.is(s2?.state, 'finished');
  t.is((await server.accept(Buffer.alloc(5))).state, 'failed');
  t.notThrows(() => server.keys());
  client.destroy();
  server.destroy();
});

test('OpenSSL with RC4 alone cannot even start, and says why', async (t) => {
  const { user, privateKey } = await parts;
  const offer = openssl('RC4-MD5');
  const error = t.throws(() => new TlsDskClient({ certificate: user, privateKey, offer }));
  t.is((error as HarnessError).code, 'TLS_SUITES_UNAVAILABLE');
});
