import test from 'ava';
import { tlsSchema } from '../../harness/scenario/schema/tls.js';
import { tlsSettingsOf } from '../../harness/scenario/tls-settings.js';
import { defaultTlsSettings, portSettings } from '../../harness/tls/index.js';

const settingsOf = (given: unknown) => tlsSettingsOf(tlsSchema.parse(given));

test('a port’s words go over the default’s, and those over TLS 1.0 to 1.3 with everything', (t) => {
  t.deepEqual(tlsSettingsOf(), { default: defaultTlsSettings });
  const settings = settingsOf({ default: { maxVersion: 'TLSv1.2', engine: 'openssl' }, web: { engine: 'auto' } });
  t.deepEqual(portSettings(settings, 'front-end'), {
    ...defaultTlsSettings,
    maxVersion: 'TLSv1.2',
    engine: 'openssl',
  });
  t.deepEqual(portSettings(settings, 'web'), { ...defaultTlsSettings, maxVersion: 'TLSv1.2' });
  const own = settingsOf({ 'front-end': { suites: ['RC4-SHA'], requireServerName: true } });
  t.deepEqual(portSettings(own, 'web'), defaultTlsSettings);
  t.deepEqual(portSettings(own, 'front-end'), { ...defaultTlsSettings, suites: ['RC4-SHA'], requireServerName: true });
});

test('what cannot be is refused with a sentence', (t) => {
  const refused = (port: unknown) => tlsSchema.safeParse({ default: port }).error?.issues.map(({ message }) => message);
  t.deepEqual(refused({ suites: ['RC4-SHA', 'tls_rsa_with_3des_ede_cbc_sha', 'ECDHE-RSA-AES128-SHA'] }), undefined);
  t.regex(refused({ suites: ['RC4-SHA', 'DES-CBC-SHA'] })?.[0] ?? '', /^neither TLS engine has a suite "DES-CBC-SHA"/);
  t.deepEqual(refused({ minVersion: 'TLSv1.2', maxVersion: 'TLSv1.1' }), ['minVersion is newer than maxVersion']);
  for (const wrong of [{ engine: 'forge' }, { minVersion: 'SSLv3' }, { suites: [] }, { versions: 'TLSv1' }]) {
    t.truthy(refused(wrong), JSON.stringify(wrong));
  }
});
