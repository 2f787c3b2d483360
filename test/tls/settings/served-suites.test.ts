import test from 'ava';
import { defaultTlsSettings, isSuiteName, servedSuites, type TlsSettings } from '../../../harness/tls/index.js';

const row = (version: string, opensslName: string, settings: Partial<TlsSettings> = {}, leafKeyIsRsa = true) =>
  servedSuites({ ...defaultTlsSettings, ...settings }, leafKeyIsRsa).find(
    (each) => each.version === version && each.opensslName === opensslName,
  );

test('by default every version is served, RC4 and 3DES by the engine at TLS 1.0 alone', (t) => {
  for (const name of ['RC4-MD5', 'RC4-SHA', 'DES-CBC3-SHA']) {
    t.like(row('TLSv1', name), { engine: 'tls10' });
    t.like(row('TLSv1.2', name), {
      engine: 'none',
      note: 'OpenSSL is built without it; the TLS 1.0 engine serves it at TLS 1.0 alone',
    });
    t.is(row('TLSv1.3', name), undefined);
  }
  for (const version of ['TLSv1', 'TLSv1.1', 'TLSv1.2']) t.deepEqual(row(version, 'AES128-SHA')?.engine, 'openssl');
  t.is(row('TLSv1.3', 'TLS_AES_128_GCM_SHA256')?.engine, 'openssl');
  t.is(row('TLSv1', 'AES128-SHA')?.suite, 'TLS_RSA_WITH_AES_128_CBC_SHA');
});

test('what is missing says why', (t) => {
  const reasons: readonly [Parameters<typeof row>, RegExp][] = [
    [['TLSv1', 'RC4-SHA', { engine: 'openssl' }], /^OpenSSL is built without it; and the settings force OpenSSL$/],
    [['TLSv1', 'RC4-SHA', {}, false], /^OpenSSL is built without it; it needs a certificate with an RSA key$/],
    [['TLSv1', 'AES128-SHA', {}, false], /^it needs a certificate with an RSA key$/],
    [['TLSv1', 'ECDHE-ECDSA-AES128-SHA', {}, true], /^it needs a certificate with an EC key$/],
    [
      ['TLSv1.2', 'AES128-GCM-SHA256', { engine: 'tls10' }],
      /^the settings force the TLS 1.0 engine; which does not have it$/,
    ],
    [['TLSv1', 'AES128-SHA', { minVersion: 'TLSv1.1' }], /^the settings begin at TLSv1.1$/],
    [['TLSv1.3', 'TLS_AES_128_GCM_SHA256', { maxVersion: 'TLSv1.2' }], /^the settings end at TLSv1.2$/],
    [['TLSv1', 'AES128-SHA', { suites: ['RC4-SHA'] }], /^the settings leave it out$/],
  ];
  for (const [args, note] of reasons) {
    const found = row(...args);
    t.is(found?.engine, 'none');
    t.regex(found?.note ?? '', note);
  }
});

test('forced on the engine, AES is its own at TLS 1.0', (t) => {
  t.like(row('TLSv1', 'AES256-SHA', { engine: 'tls10' }), { engine: 'tls10' });
});

test('suites are known by either name, in any case; others are not', (t) => {
  for (const name of ['RC4-SHA', 'rc4-md5', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'ECDHE-RSA-AES128-GCM-SHA256']) {
    t.true(isSuiteName(name), name);
  }
  for (const name of ['', 'RC4', 'DES-CBC-SHA', 'NULL-SHA', 'TLS_RSA_WITH_NULL_MD5']) t.false(isSuiteName(name), name);
});
