import type { Duplex } from 'node:stream';
import test from 'ava';
import { ScenarioClock } from '../../harness/foundation/clock/index.js';
import { acceptTls, defaultTlsSettings, mergeTlsSettings, type TlsSettings, tlsPort } from '../../harness/tls/index.js';
import type { ServedSuite } from '../../harness/tls/settings/index.js';
import { demandsServerName, type SurveyedPort, trySuite } from '../../harness/tls/survey/index.js';
import { START, serverCertificate } from './support.js';

const clock = new ScenarioClock({ start: START, waits: 'real' });
test.after.always(() => clock.stop());

async function surveyed(settings: Partial<TlsSettings> = {}): Promise<SurveyedPort> {
  const certificate = await serverCertificate();
  const port = tlsPort({ certificate, settings: mergeTlsSettings(defaultTlsSettings, settings) });
  return {
    accept: (stream, observe) => acceptTls(stream, { port, clock, observe, handshakeTimeoutMs: 5_000 }),
    serverName: 'fe01.contoso.test',
  };
}

const expecting = (
  version: ServedSuite['version'],
  suite: string,
  opensslName: string,
  engine: ServedSuite['engine'],
): ServedSuite => ({ version, suite, opensslName, engine, ...(engine === 'none' && { note: 'as set' }) });
const rc4 = (engine: ServedSuite['engine'], version: ServedSuite['version'] = 'TLSv1') =>
  expecting(version, 'TLS_RSA_WITH_RC4_128_SHA', 'RC4-SHA', engine);
const aes = (engine: ServedSuite['engine']) => expecting('TLSv1', 'TLS_RSA_WITH_AES_128_CBC_SHA', 'AES128-SHA', engine);

test('a table that promises what the port does not do is found out, and the reverse', async (t) => {
  const port = await surveyed({ suites: ['AES128-SHA'] });
  const promised = await trySuite(port, rc4('tls10'));
  t.like(promised, { engine: 'none', unexpected: true, tried: 'handshake', version: 'TLS 1.0' });
  t.regex(promised.note ?? '', /^the port ended it \(handshake_failure\): no cipher suite in common/);
  t.like(await trySuite(port, aes('none')), { engine: 'openssl', unexpected: true });
  t.like(await trySuite(port, aes('tls10')), { engine: 'openssl', unexpected: true });
  t.is((await trySuite(port, aes('openssl'))).unexpected, undefined);
  t.deepEqual(await trySuite(port, rc4('none')), {
    ...{ version: 'TLS 1.0', suite: 'TLS_RSA_WITH_RC4_128_SHA', opensslName: 'RC4-SHA' },
    ...{ engine: 'none', tried: 'handshake', note: 'as set' },
  });
});

test('what nothing here can speak is asked with a hello alone', async (t) => {
  t.like(await trySuite(await surveyed(), rc4('none', 'TLSv1.2')), { engine: 'none', tried: 'hello' });
});

test('a handshake that ends in another suite or version is not the one asked for', async (t) => {
  const port = await surveyed();
  const other: SurveyedPort = {
    accept: (stream: Duplex, observe) =>
      port.accept(stream, (seen) =>
        observe(seen.type === 'established' ? { ...seen, suite: 'TLS_RSA_WITH_AES_256_CBC_SHA' } : seen),
      ),
  };
  t.like(await trySuite(other, aes('openssl')), { engine: 'none', unexpected: true });
});

test('a port that hides what it answers to a bare hello is not waited for', async (t) => {
  const port = await surveyed();
  // It says it serves RC4 at TLS 1.2 and goes on with the suite it likes: nothing here can finish that.
  const liar: SurveyedPort = {
    accept: async (stream, observe) => {
      observe({ type: 'server-flight', version: 'TLS 1.2', suite: 'X', chain: [], engine: 'openssl', resumed: false });
      await new Promise((resolve) => stream.once('close', resolve).once('end', resolve).resume());
      throw new Error('gone');
    },
  };
  t.is((await trySuite(liar, rc4('none', 'TLSv1.2'))).engine, 'none');
  t.false(await demandsServerName(port, [aes('openssl')]));
});

test('SNI demanded is found by trying without', async (t) => {
  const demanding = await surveyed({ requireServerName: true });
  t.true(await demandsServerName(demanding, [rc4('none', 'TLSv1.2'), aes('openssl')]));
  t.is((await trySuite(demanding, rc4('tls10'))).engine, 'tls10');
  t.false(await demandsServerName(await surveyed(), [aes('openssl')]));
  t.false(await demandsServerName(demanding, []), 'a port that serves nothing has nothing to be tried with');
});
