import test from 'ava';
import { chooseEngine, defaultTlsSettings, type TlsSettings } from '../../../harness/tls/index.js';
import { encodeSslv2ClientHello, parseSslv2ClientHello } from '../../../harness/wire/tls/index.js';
import { type HelloWish, hello } from './hellos.js';

const rc4Md5 = 0x0004;
const rc4 = 0x0005;
const des3 = 0x000a;
const aes = 0x002f;
const ecdheRsaAes = 0xc013;
const ecdheEcdsaAes = 0xc009;
const ecdheRsaGcm = 0xc02f;
const aesGcm = 0x009c;
const tls13Aes = 0x1301;
const [p256, brainpool] = [23, 26];

type Expected =
  | 'openssl'
  | 'tls10'
  | { readonly refused: string; readonly alert: string; readonly recordVersion: number };

const noSuite = (recordVersion: number) =>
  ({ refused: 'no-common-suite', alert: 'handshake_failure', recordVersion }) as const;
const tooOld = (recordVersion: number) =>
  ({ refused: 'version-too-old', alert: 'protocol_version', recordVersion }) as const;
const tooNew = (recordVersion: number) =>
  ({ refused: 'version-too-new', alert: 'protocol_version', recordVersion }) as const;

const table: readonly (readonly [what: string, wish: HelloWish, settings: Partial<TlsSettings>, Expected])[] = [
  ['Lync Phone Edition as inferred: RC4 and 3DES', { suites: [rc4, rc4Md5, des3] }, {}, 'tls10'],
  ['RC4 and AES: OpenSSL shares AES', { suites: [rc4, aes] }, {}, 'openssl'],
  ['AES alone', { suites: [aes] }, {}, 'openssl'],
  ['AES alone, forced on the engine', { suites: [aes] }, { engine: 'tls10' }, 'tls10'],
  ['RC4 alone, forced on OpenSSL', { suites: [rc4] }, { engine: 'openssl' }, noSuite(0x0301)],
  ['RC4 offered at TLS 1.2 at most: TLS 1.0 is among it', { version: 0x0303, suites: [rc4] }, {}, 'tls10'],
  ['RC4 at TLS 1.1 from the settings', { version: 0x0302, suites: [rc4] }, { minVersion: 'TLSv1.1' }, noSuite(0x0302)],
  ['a modern client', { version: 0x0303, suites: [tls13Aes], versions: [0x0304, 0x0303] }, {}, 'openssl'],
  [
    'a modern client, forced on the engine',
    { version: 0x0303, suites: [tls13Aes, aes], versions: [0x0304, 0x0303] },
    { engine: 'tls10' },
    tooNew(0x0303),
  ],
  [
    'versions that list TLS 1.0, forced on the engine',
    { version: 0x0303, suites: [aes], versions: [0x0303, 0x0301] },
    { engine: 'tls10' },
    'tls10',
  ],
  [
    'a newest version below the client’s oldest',
    { version: 0x0303, suites: [aesGcm], versions: [0x0303] },
    { maxVersion: 'TLSv1.1' },
    tooNew(0x0303),
  ],
  ['SSL 3.0', { version: 0x0300, suites: [aes, rc4] }, {}, tooOld(0x0300)],
  ['TLS 1.0 where TLS 1.2 is the oldest', { suites: [aes, rc4] }, { minVersion: 'TLSv1.2' }, tooOld(0x0301)],
  ['suites of TLS 1.2 at TLS 1.0', { suites: [aesGcm, ecdheRsaGcm], groups: [p256] }, {}, noSuite(0x0301)],
  [
    'TLS 1.3 agreed upon without a suite of it',
    { version: 0x0303, suites: [aesGcm], versions: [0x0304, 0x0303] },
    {},
    noSuite(0x0303),
  ],
  ['ECDHE with a common curve', { suites: [ecdheRsaAes], groups: [p256] }, {}, 'openssl'],
  ['ECDHE without a common curve', { suites: [ecdheRsaAes, rc4], groups: [brainpool] }, {}, 'tls10'],
  ['ECDHE without curves', { suites: [ecdheRsaAes], version: 0x0303 }, {}, noSuite(0x0303)],
  ['ECDHE for an EC certificate', { suites: [ecdheEcdsaAes, rc4], groups: [p256] }, {}, 'tls10'],
  ['suites of the settings by OpenSSL’s name', { suites: [aes, rc4] }, { suites: ['rc4-sha'] }, 'tls10'],
  ['suites of the settings by IANA’s name', { suites: [aes, rc4] }, { suites: ['TLS_RSA_WITH_RC4_128_SHA'] }, 'tls10'],
  ['a suite the settings leave out', { suites: [rc4] }, { suites: ['DES-CBC3-SHA', 'AES128-SHA'] }, noSuite(0x0301)],
  [
    'suites of TLS 1.2 in the settings, a client of TLS 1.0',
    { suites: [aes] },
    { suites: ['AES128-GCM-SHA256'] },
    tooOld(0x0301),
  ],
  [
    'no SNI where it is demanded',
    { suites: [rc4] },
    { requireServerName: true },
    { refused: 'server-name-missing', alert: 'unrecognized_name', recordVersion: 0x0301 },
  ],
  [
    'SNI where it is demanded',
    { suites: [rc4], serverName: 'pool01.contoso.com' },
    { requireServerName: true },
    'tls10',
  ],
];

for (const [what, wish, settings, expected] of table) {
  test(`${what}: ${typeof expected === 'string' ? expected : expected.refused}`, (t) => {
    const choice = chooseEngine(hello(wish), { ...defaultTlsSettings, ...settings }, true);
    if (typeof expected === 'string') t.deepEqual(choice, { engine: expected });
    else t.like(choice, expected);
  });
}

test('with an EC certificate RSA key exchange is nobody’s, ECDHE-ECDSA is OpenSSL’s', (t) => {
  const rsa = chooseEngine(hello({ suites: [aes, rc4, ecdheRsaAes], groups: [p256] }), defaultTlsSettings, false);
  t.like(rsa, { refused: 'no-common-suite' });
  const ecdsa = chooseEngine(hello({ suites: [ecdheEcdsaAes], groups: [p256] }), defaultTlsSettings, false);
  t.deepEqual(ecdsa, { engine: 'openssl' });
});

test('a hello in SSLv2 format reaches either engine; one of SSL 2.0 itself is too old', (t) => {
  const sslv2 = (version: number, suites: number[]) =>
    parseSslv2ClientHello(encodeSslv2ClientHello({ version, random: Buffer.alloc(32, 9), suites }));
  t.deepEqual(chooseEngine(sslv2(0x0301, [0x010080, rc4]), defaultTlsSettings, true), { engine: 'tls10' });
  t.deepEqual(chooseEngine(sslv2(0x0301, [rc4, aes]), defaultTlsSettings, true), { engine: 'openssl' });
  t.like(chooseEngine(sslv2(0x0002, [0x010080]), defaultTlsSettings, true), tooOld(0x0300));
});

test('a refusal names what was offered and what is served', (t) => {
  const choice = chooseEngine(hello({ suites: [rc4] }), { ...defaultTlsSettings, engine: 'openssl' }, true);
  if (!('refused' in choice)) return t.fail();
  t.deepEqual(choice.offered, ['TLS_RSA_WITH_RC4_128_SHA']);
  t.true(choice.served?.includes('TLS_RSA_WITH_AES_128_CBC_SHA'));
  t.false(choice.served?.includes('TLS_RSA_WITH_RC4_128_SHA'));
  t.regex(choice.detail, /no cipher suite in common; the hello offers TLS_RSA_WITH_RC4_128_SHA/);
});
