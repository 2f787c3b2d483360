import { randomBytes } from 'node:crypto';
import { connect, TLSSocket } from 'node:tls';
import test from 'ava';
import { mintServerCertificate, ProvisioningAuthority } from '../../../certs/authorities/index.js';
import { generateRsaKey } from '../../../certs/requests/index.js';
import { DSK_LABEL, TlsDskClient, TlsDskServer } from '../../../harness/authentication/tls-dsk/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { tls10Prf, tls12Prf } from '../../../harness/foundation/primitives/tls-prf.js';
import { memoryPair, serverSecureContext } from '../../../harness/tls/index.js';
import { encodeAlert, HandshakeReader, parseClientHello, TlsRecordReader } from '../../../harness/wire/tls/index.js';

const at = new Date('2014-11-15T09:00:00Z');
const text = '<TLS-DSK><x>';

const parts = (async () => {
  const certificate = await mintServerCertificate({
    profile: 'enterprise-root',
    subject: 'fe01.contoso.test',
    names: [],
    at,
  });
  const authority = await ProvisioningAuthority.create({ at });
  const { publicKey, privateKey } = await generateRsaKey();
  const user = await authority.issue({ publicKey, user: 'alice@contoso.test', at });
  return { certificate, authority, user, privateKey };
})();

async function pair(options: { client?: object; server?: object } = {}) {
  const { certificate, authority, user, privateKey } = await parts;
  return {
    server: new TlsDskServer({
      tls: certificate.tls,
      clientAuthorities: [authority.certificate],
      ...options.server,
    }),
    client: new TlsDskClient({ certificate: user, privateKey, ...options.client }),
    user,
  };
}

const recordTypes = (flight: Buffer) => new TlsRecordReader().push(flight).map(({ type }) => type);

function handshakeTypes(flight: Buffer): number[] {
  const reader = new HandshakeReader();
  return new TlsRecordReader()
    .push(flight)
    .filter(({ type }) => type === 22)
    .flatMap((record) => reader.push(record))
    .map(({ type }) => type);
}

for (const [name, client, server, hashBytes] of [
  ['TLS 1.0', {}, {}, 20],
  ['TLS 1.2', { maxVersion: 'TLSv1.2' }, {}, 20],
  [
    'TLS 1.2 with SHA-384',
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0' },
    { ciphers: 'ECDHE-RSA-AES256-GCM-SHA384:@SECLEVEL=0' },
    48,
  ],
] as const) {
  test(`two round trips give both sides the same keys: ${name}`, async (t) => {
    const ends = await pair({ client, server });
    const s1 = await ends.server.accept(await ends.client.start());
    if (s1.state !== 'continue') return t.fail(JSON.stringify(s1));
    const c2 = await ends.client.next(s1.flight);
    if (c2.state !== 'continue') return t.fail(JSON.stringify(c2));
    t.throws(() => ends.server.keys(), { instanceOf: HarnessError }, 'no keys before the end');
    const s2 = await ends.server.accept(c2.flight);
    if (s2.state !== 'finished') return t.fail(JSON.stringify(s2));
    t.deepEqual(await ends.client.next(s2.flight), { state: 'finished' });
    t.deepEqual(recordTypes(s2.flight), [20, 22], 'S2 is ChangeCipherSpec and Finished');
    t.deepEqual(ends.server.clientCertificate, ends.user);
    ends.client.destroy();
    ends.server.destroy();
    const [ofClient, ofServer] = [ends.client.keys(), ends.server.keys()];
    t.is(ofClient.sign(text).length, hashBytes);
    t.true(ofServer.verify(text, ofClient.sign(text)));
    t.true(ofClient.verify(text, ofServer.sign(text)));
    t.false(ofServer.verify(`${text}!`, ofClient.sign(text)));
  });
}

test('the flights have the messages clients expect, and name the authority', async (t) => {
  const { client, server } = await pair();
  const { authority } = await parts;
  const c1 = await client.start();
  const [record] = new TlsRecordReader().push(c1);
  const [hello] = record ? new HandshakeReader().push(record) : [];
  t.deepEqual(hello && parseClientHello(hello.body, 0x0301).versions, ['TLS 1.0']);
  const s1 = await server.accept(c1);
  if (s1.state !== 'continue') return t.fail(JSON.stringify(s1));
  t.deepEqual(handshakeTypes(s1.flight), [2, 11, 13, 14]);
  t.true(s1.flight.includes('Communications Server'));
  t.true(authority.certificate.includes('Communications Server'));
  client.destroy();
  server.destroy();
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
  const { certificate, authority } = await parts;
  const { privateKey } = await generateRsaKey();
  const stranger = await generateRsaKey();
  const stolen = await authority.issue({ publicKey: stranger.publicKey, user: 'alice@contoso.test', at });
  const server = new TlsDskServer({ tls: certificate.tls, clientAuthorities: [authority.certificate] });
  const error = t.throws(() => new TlsDskClient({ certificate: stolen, privateKey }));
  t.true(error instanceof HarnessError, 'the engine does not even start with a key that does not fit');
  server.destroy();
});

test('a forged CertificateVerify fails the handshake', async (t) => {
  const { client, server } = await pair();
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

test('half a flight, noise, an alert and too much fail instead of waiting', async (t) => {
  const { client } = await pair();
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

test('a client with RC4 alone cannot even start here, and says why', async (t) => {
  const { user, privateKey } = await parts;
  const error = t.throws(() => new TlsDskClient({ certificate: user, privateKey, ciphers: 'RC4-MD5' }));
  t.is((error as HarnessError).code, 'TLS_SUITES_UNAVAILABLE');
});
