import { execFileSync } from 'node:child_process';
import test from 'ava';
import {
  cipherSuiteName,
  encodeClientHello,
  isGrease,
  isLegacySuite,
  parseClientHello,
} from '../../../harness/wire/tls/index.js';

test('every suite OpenSSL knows has the same name here', (t) => {
  const list = execFileSync('openssl', ['ciphers', '-V', '-stdname', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], {
    encoding: 'utf8',
  });
  const rows = [...list.matchAll(/0x([0-9A-F]{2}),0x([0-9A-F]{2}) - (TLS_\S+)/g)];
  t.true(rows.length > 100);
  for (const [, high, low, name] of rows) {
    const id = Number.parseInt(`${high}${low}`, 16);
    const ours = cipherSuiteName(id);
    // ARIA with CBC and the newest suites were never offered by a client of the time.
    if (!ours.startsWith('0x')) t.is(ours, name ?? '');
  }
});

test('the suites of old Windows clients are named', (t) => {
  const expected: [number, string][] = [
    [0x0003, 'TLS_RSA_EXPORT_WITH_RC4_40_MD5'],
    [0x0004, 'TLS_RSA_WITH_RC4_128_MD5'],
    [0x0005, 'TLS_RSA_WITH_RC4_128_SHA'],
    [0x0006, 'TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5'],
    [0x0009, 'TLS_RSA_WITH_DES_CBC_SHA'],
    [0x000a, 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'],
    [0x0012, 'TLS_DHE_DSS_WITH_DES_CBC_SHA'],
    [0x0013, 'TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA'],
    [0x0062, 'TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA'],
    [0x0063, 'TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA'],
    [0x0064, 'TLS_RSA_EXPORT1024_WITH_RC4_56_SHA'],
    [0x002f, 'TLS_RSA_WITH_AES_128_CBC_SHA'],
    [0xc013, 'TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA'],
    [0x00ff, 'TLS_EMPTY_RENEGOTIATION_INFO_SCSV'],
    [0x5600, 'TLS_FALLBACK_SCSV'],
    [0x010080, 'SSL_CK_RC4_128_WITH_MD5'],
    [0x0700c0, 'SSL_CK_DES_192_EDE3_CBC_WITH_MD5'],
    [0x1234, '0x1234'],
    [0x3a3a, 'GREASE 0x3a3a'],
  ];
  for (const [id, name] of expected) t.is(cipherSuiteName(id), name);
});

test('GREASE is the sixteen numbers of RFC 8701', (t) => {
  const found = Array.from({ length: 0x10000 }, (_, id) => id).filter(isGrease);
  t.deepEqual(
    found,
    Array.from({ length: 16 }, (_, n) => 0x0a0a + n * 0x1010),
  );
});

test('legacy is what OpenSSL is built without, and nothing it offers', (t) => {
  const offered = execFileSync('openssl', ['ciphers', '-V', 'ALL:COMPLEMENTOFALL:@SECLEVEL=0'], { encoding: 'utf8' });
  for (const [, high, low] of offered.matchAll(/0x([0-9A-F]{2}),0x([0-9A-F]{2}) - /g)) {
    t.false(isLegacySuite(Number.parseInt(`${high}${low}`, 16)), `${high}${low}`);
  }
  for (const id of [
    0x0003, 0x0004, 0x0005, 0x0006, 0x0007, 0x0009, 0x000a, 0x0016, 0x0062, 0x0096, 0xc011, 0xfeff, 0x010080,
  ]) {
    t.true(isLegacySuite(id), cipherSuiteName(id));
  }
});

const offers: [string, number[], boolean][] = [
  ['RC4 and 3DES', [0x0004, 0x0005, 0x000a], true],
  ['RC4 and the renegotiation signal', [0x0005, 0x00ff], true],
  ['RC4, GREASE and an unknown number', [0x1a1a, 0x0005, 0x1234], true],
  ['Windows XP', [0x0004, 0x0005, 0x000a, 0x0009, 0x0064, 0x0062, 0x0003, 0x0006, 0x0013, 0x0012, 0x0063], true],
  ['RC4, then AES', [0x0004, 0x0005, 0x000a, 0x002f], false],
  ['AES alone', [0x0035], false],
  ['no known suite', [0x1234, 0x00ff], false],
];
for (const [name, suites, legacy] of offers) {
  test(`only legacy suites: ${name}: ${legacy}`, (t) => {
    const body = encodeClientHello({ version: 0x0301, random: Buffer.alloc(32), suites });
    t.is(parseClientHello(body, 0x0301).onlyLegacySuites, legacy);
  });
}
