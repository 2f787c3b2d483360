import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect as connectTcp } from 'node:net';
import { connect as connectNodeTls } from 'node:tls';
import test, { type ExecutionContext } from 'ava';
import { serverCertificateFromPfx } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { connectTls10 } from '../../../harness/tls/engine/socket/index.js';
import { defaultTlsSettings, tlsPort } from '../../../harness/tls/index.js';
import { encodeSslv2ClientHello } from '../../../harness/wire/tls/index.js';
import { withOpenSsl } from '../../certs/openssl.js';
import { acceptingServer, serverCertificate } from '../support.js';
import { helloAndFlight, helloRecord, types } from './raw-phone.js';

const rc4 = 0x0005;
const des3 = 0x000a;
const aes = 0x002f;

/** What a raw client gets from the port before the connection ends. */
async function answerTo(port: number, bytes: Buffer): Promise<string> {
  const raw = connectTcp(port, '127.0.0.1').on('error', () => {});
  raw.write(bytes);
  let got = Buffer.alloc(0);
  raw.on('data', (more: Buffer) => {
    got = Buffer.concat([got, more]);
  });
  await once(raw, 'close');
  return got.toString('hex');
}

for (const suite of [rc4, des3]) {
  test(`a phone with suite 0x${suite.toString(16)} alone is served by the engine, and every step is seen`, async (t) => {
    const server = await acceptingServer(t);
    const phone = connectTls10(connectTcp(server.port, '127.0.0.1'), { suites: [suite] });
    phone.write('REGISTER');
    const { socket } = await server.accepted;
    t.is(String((await once(socket ?? phone, 'data'))[0]), 'REGISTER');
    t.is(socket?.remoteAddress, '127.0.0.1');
    t.deepEqual(types(server), ['client-hello', 'server-flight', 'established']);
    const { chain } = await serverCertificate();
    t.like(server.observations[1], { chain, version: 'TLS 1.0', engine: 'tls10', resumed: false });
    t.like(server.observations[2], { version: 'TLS 1.0', engine: 'tls10', resumed: false });
    phone.destroy();
  });
}

test('a hello in SSLv2 format with RC4 is answered by the engine', async (t) => {
  const server = await acceptingServer(t);
  const raw = connectTcp(server.port, '127.0.0.1').on('error', () => {});
  raw.write(encodeSslv2ClientHello({ version: 0x0301, random: Buffer.alloc(16, 9), suites: [0x010080, rc4] }));
  t.like(await server.seen('server-flight'), { engine: 'tls10', suite: 'TLS_RSA_WITH_RC4_128_SHA' });
  raw.destroy();
});

test('a suite both engines have is served by the one that is forced', async (t) => {
  const server = await acceptingServer(t, { settings: { engine: 'tls10' } });
  const raw = await helloAndFlight(server.port, aes);
  t.like(await server.seen('server-flight'), { engine: 'tls10', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' });
  raw.destroy();
});

const refusals = [
  ['too old', { minVersion: 'TLSv1.2' }, helloRecord(0x0301, [aes]), '15030100020246', 'version-too-old'],
  ['of SSL 3.0', {}, helloRecord(0x0300, [aes]), '15030000020246', 'version-too-old'],
  ['without a common suite', { engine: 'openssl' }, helloRecord(0x0301, [rc4]), '15030100020228', 'no-common-suite'],
  [
    'without a common suite in TLS 1.2',
    { engine: 'openssl' },
    helloRecord(0x0303, [rc4]),
    '15030300020228',
    'no-common-suite',
  ],
  ['without SNI', { requireServerName: true }, helloRecord(0x0301, [aes]), '15030100020270', 'server-name-missing'],
] as const;

for (const [what, settings, bytes, alert, reason] of refusals) {
  test(`a hello ${what} gets its alert in its own record version, and the reason is observed`, async (t) => {
    const server = await acceptingServer(t, { settings });
    t.is(await answerTo(server.port, bytes), alert);
    const refused = await server.seen('refused');
    t.like(refused, { by: 'server', how: 'alert', reason, when: 'after-hello' });
    t.is(refused.raw?.toString('hex'), alert);
    t.is(((await server.accepted).error as HarnessError).code, 'TLS_REFUSED');
    t.deepEqual(types(server), ['client-hello', 'refused']);
  });
}

test('the key log gets a line of every connection, whichever engine serves it', async (t) => {
  const certificate = await serverCertificate();
  const lines: string[] = [];
  const port = tlsPort({ certificate, settings: defaultTlsSettings, keyLog: (line) => lines.push(line) });
  const own = await acceptingServer(t, { port });
  const phone = connectTls10(connectTcp(own.port, '127.0.0.1'), { suites: [rc4] });
  await own.accepted;
  phone.destroy();
  const openssl = await acceptingServer(t, { port });
  const modern = connectNodeTls({
    port: openssl.port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    maxVersion: 'TLSv1.2',
  });
  await openssl.accepted;
  modern.destroy();
  t.is(lines.length, 2);
  for (const line of lines) t.regex(line, /^CLIENT_RANDOM [0-9a-f]{64} [0-9a-f]{96}$/i);
});

async function pfxOf(t: ExecutionContext): Promise<Buffer | undefined> {
  const { tls } = await serverCertificate();
  if (!('key' in tls)) return undefined;
  let pfx: Buffer | undefined;
  await withOpenSsl(t, async (openssl) => {
    const [chain, key, out] = [
      openssl.file('c.pem', tls.cert),
      openssl.file('k.pem', tls.key),
      openssl.file('s.pfx', ''),
    ];
    openssl.run('pkcs12', '-export', '-in', chain, '-inkey', key, '-out', out, '-passout', 'pass:tea');
    pfx = readFileSync(out);
  });
  return pfx;
}

test('a PFX serves both engines; without its key it serves OpenSSL alone, and says so', async (t) => {
  const pfx = await pfxOf(t);
  if (!pfx) return t.pass('skipped: no openssl program');
  const certificate = await serverCertificateFromPfx(pfx, 'tea');
  const server = await acceptingServer(t, { port: tlsPort({ certificate, settings: defaultTlsSettings }) });
  (await helloAndFlight(server.port, rc4)).destroy();
  t.like(await server.seen('server-flight'), { engine: 'tls10', chain: certificate.chain });

  const { privateKey: _, ...keyless } = certificate;
  const port = tlsPort({ certificate: keyless, settings: defaultTlsSettings });
  t.false(port.serves.suites.includes('TLS_RSA_WITH_RC4_128_SHA'));
  const settings = { ...defaultTlsSettings, engine: 'tls10' } as const;
  const error = t.throws(() => tlsPort({ certificate: keyless, settings }), { instanceOf: HarnessError });
  t.is(error?.code, 'TLS_CERTIFICATE_UNUSABLE');
});

test('a key that is none is told when the port opens', async (t) => {
  const { chain } = await serverCertificate();
  for (const engine of ['openssl', 'tls10', 'auto'] as const) {
    const settings = { ...defaultTlsSettings, engine };
    const certificate = { tls: { cert: 'x', key: 'x' }, chain };
    // A second port is told too: only what OpenSSL took once is taken unseen.
    for (const time of ['first', 'second']) {
      const error = t.throws(() => tlsPort({ certificate, settings }));
      t.true(error instanceof HarnessError && error.code === 'TLS_CERTIFICATE_UNUSABLE', `${engine} ${time}`);
    }
  }
});
