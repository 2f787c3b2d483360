import { createSecureContext, TLSSocket } from 'node:tls';
import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { connectTls, type EngineSession, memoryPair, type PhoneTlsOffer } from '../../harness/tls/index.js';
import { aes, clock, errorOf, meet, phone, portOf, rc4, read } from './connect-support.js';
import { serverCertificate } from './support.js';

/** One suite at a time on the harness's engine, beside what OpenSSL can do. */
const offers: readonly (readonly [string, PhoneTlsOffer, string, string])[] = [
  ['OpenSSL, TLS 1.0', aes, 'TLSv1', 'AES128-SHA'],
  ['OpenSSL, TLS 1.2', { ...aes, maxVersion: 'TLSv1.2' }, 'TLSv1.2', 'AES128-SHA'],
  ['RC4-MD5', { ...rc4, suites: [0x0004] }, 'TLSv1', 'RC4-MD5'],
  ['RC4-SHA', { ...rc4, suites: [0x0005] }, 'TLSv1', 'RC4-SHA'],
  ['3DES', { ...rc4, suites: [0x000a] }, 'TLSv1', 'DES-CBC3-SHA'],
  ['3DES in a hello of SSL 2.0 format', { ...rc4, suites: [0x000a], helloFormat: 'sslv2' }, 'TLSv1', 'DES-CBC3-SHA'],
  ['AES of the engine, served by OpenSSL', { ...rc4, suites: [0x0004, 0x002f] }, 'TLSv1', 'AES128-SHA'],
];

for (const [name, offer, version, suite] of offers) {
  test(`a chain the phone accepts: it is judged as presented, and data flows: ${name}`, async (t) => {
    const judged: (readonly Buffer[])[] = [];
    const { client, accepted, observations } = await meet({
      offer,
      judge: (chain) => {
        judged.push(chain);
        return { accept: true };
      },
    });
    if (client.status !== 'fulfilled' || accepted.status !== 'fulfilled') {
      return t.fail(JSON.stringify([client, accepted]));
    }
    t.deepEqual(judged, [(await serverCertificate()).chain], 'judged once');
    t.is(client.value.getProtocol(), version);
    t.is(client.value.getCipher().name, suite);
    t.false(client.value.isSessionReused());
    client.value.write('REGISTER');
    t.is(await read(accepted.value, 'REGISTER'.length), 'REGISTER');
    accepted.value.write('200 OK');
    t.is(await read(client.value, '200 OK'.length), '200 OK');
    t.deepEqual(
      client.value.exportKeyingMaterial(32, 'EXPERIMENTAL x'),
      accepted.value.exportKeyingMaterial(32, 'EXPERIMENTAL x'),
    );
    const hellos = observations.flatMap((each) => (each.type === 'client-hello' ? [each.hello.format] : []));
    t.deepEqual(hellos, [name.includes('SSL 2.0') ? 'sslv2' : 'tls']);
    client.value.destroy();
    accepted.value.destroy();
  });
}

for (const [refusal, seen] of [
  ['alert', { how: 'alert', alert: 'unknown_ca', when: 'after-certificate' }],
  ['close-after-certificate', { how: 'close', when: 'after-certificate' }],
  ['close-after-handshake', { how: 'close', when: 'after-handshake' }],
] as const) {
  for (const [name, offer] of offers) {
    test(`refusal with ${refusal} is what the server sees: ${name}`, async (t) => {
      const { client, observations, refused } = await meet({
        ...{ refusal, offer },
        judge: () => ({ accept: false, alert: 'unknown_ca' }),
      });
      const error = errorOf(client);
      t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
      t.deepEqual(error?.details, { shape: refusal, alert: refusal === 'alert' ? 'unknown_ca' : 'none' });
      await refused;
      t.like(observations.at(-1), { type: 'refused', by: 'phone', ...seen });
      t.is(observations.filter(({ type }) => type === 'refused').length, 1);
      if (refusal !== 'alert') t.false('alert' in (observations.at(-1) ?? {}));
    });
  }
}

test('without a word about the alert, bad_certificate is sent', async (t) => {
  const { observations } = await meet({ judge: () => ({ accept: false }) });
  t.like(observations.at(-1), { how: 'alert', alert: 'bad_certificate' });
});

test('a judge that fails accepts nothing', async (t) => {
  const { client } = await meet({
    judge: () => {
      throw new Error('cannot judge');
    },
  });
  t.is(errorOf(client)?.code, 'INTERNAL');
});

test('a server without certificate is not trusted', async (t) => {
  const [left, right] = memoryPair();
  const secureContext = createSecureContext({ minVersion: 'TLSv1', ciphers: 'AECDH-AES128-SHA:@SECLEVEL=0' });
  const server = new TLSSocket(left, { isServer: true, secureContext }).on('error', () => {});
  const offer: PhoneTlsOffer = { ...aes, ciphers: 'AECDH-AES128-SHA' };
  const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
  t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
  server.destroy();
});

test('no suite or no version in common: the server refuses, both sides say so', async (t) => {
  for (const offer of [
    { ...aes, ciphers: 'AES256-SHA' },
    { ...rc4, suites: [0x0035] },
  ] as const) {
    const suites = await meet({ offer }, { suites: ['AES128-SHA'] });
    t.like(errorOf(suites.client)?.details, { by: 'server', how: 'alert', detail: 'handshake_failure' });
    t.like(suites.observations.at(-1), {
      ...{ by: 'server', how: 'alert', alert: 'handshake_failure', reason: 'no-common-suite' },
      offered: ['TLS_RSA_WITH_AES_256_CBC_SHA'],
    });
  }
  for (const offer of [aes, rc4]) {
    const versions = await meet({ offer }, { minVersion: 'TLSv1.2' });
    t.like(errorOf(versions.client)?.details, { by: 'server', how: 'alert', detail: 'protocol_version' });
    t.like(versions.observations.at(-1), { by: 'server', alert: 'protocol_version', reason: 'version-too-old' });
  }
});

test('SNI is sent only when a name is given', async (t) => {
  const names: unknown[] = [];
  for (const offer of [aes, { ...aes, serverName: 'fe01.contoso.test' }, rc4]) {
    const { client, accepted, observations } = await meet({ offer });
    const [hello] = observations;
    names.push(hello?.type === 'client-hello' ? hello.hello.serverName : 'none');
    for (const each of [client, accepted]) if (each.status === 'fulfilled') each.value.destroy();
  }
  t.deepEqual(names, [undefined, 'fe01.contoso.test', undefined]);
});

test('suites OpenSSL lacks are told apart from a refusal', async (t) => {
  const [left, right] = memoryPair();
  const offer: PhoneTlsOffer = { ...aes, ciphers: 'RC4-MD5' };
  const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
  t.is(error?.code, 'TLS_SUITES_UNAVAILABLE');
  left.destroy();
});

test('a session is resumed when it is offered, and nobody is asked about the chain then', async (t) => {
  const port = await portOf();
  let session: EngineSession | undefined;
  const keep = (made: EngineSession) => {
    session = made;
  };
  const end = (met: Awaited<ReturnType<typeof meet>>) => {
    for (const each of [met.client, met.accepted]) if (each.status === 'fulfilled') each.value.destroy();
  };
  end(await meet({ offer: rc4, keep }, {}, port));
  if (!session) return t.fail('no session was made');
  const judge = () => t.fail('judged') as never;
  const again = await meet({ offer: rc4, session, judge }, {}, port);
  if (again.client.status !== 'fulfilled' || again.accepted.status !== 'fulfilled') return t.fail();
  t.true(again.client.value.isSessionReused());
  t.like(again.observations.at(-1), { type: 'established', resumed: true });
  again.client.value.write('REGISTER');
  t.is(await read(again.accepted.value, 'REGISTER'.length), 'REGISTER');
  end(again);

  const elsewhere = await meet({ offer: rc4, session, judge: () => ({ accept: false }) }, {});
  t.is(errorOf(elsewhere.client)?.code, 'PHONE_REFUSED_CERTIFICATE', 'a server that does not know it shows its chain');
});

test('the session of a refused chain is not kept', async (t) => {
  for (const refusal of ['alert', 'close-after-handshake'] as const) {
    const { client } = await meet({
      ...{ offer: rc4, refusal, judge: () => ({ accept: false }) },
      keep: () => t.fail('kept'),
    });
    t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
  }
});

test.after.always(() => clock.stop());
