import test from 'ava';
import { diagnose, type Finding } from '../../harness/diagnosis/index.js';
import type { EventDetails, JournalEvent, Service } from '../../harness/journal/index.js';
import { event } from '../events.js';

const RC4_3DES = ['TLS_RSA_WITH_RC4_128_SHA', 'TLS_RSA_WITH_RC4_128_MD5', 'TLS_RSA_WITH_3DES_EDE_CBC_SHA'];
const AES = ['TLS_RSA_WITH_AES_128_CBC_SHA'];
const session = { version: 'TLS 1.0', suite: 'X', engine: 'openssl', resumed: false } as const;

function hello(
  seq: number,
  connection: string,
  more: Partial<EventDetails['tls.client-hello']> = {},
  service: Service = 'front-end',
) {
  const details = {
    ...{ format: 'tls', versions: ['TLS 1.0'], recordVersion: 'TLS 1.0', suites: RC4_3DES, compression: ['null'] },
    ...{ extensions: [], sessionIdLength: 0, records: 1, fingerprint: '', onlyLegacySuites: true },
    ...more,
  } as EventDetails['tls.client-hello'];
  return event(seq, 'tls.client-hello', details, { service, connection });
}

function refused(
  seq: number,
  connection: string,
  more: Partial<EventDetails['tls.refused']>,
  service: Service = 'front-end',
) {
  const details = { by: 'server', how: 'alert', when: 'after-hello', afterMs: 1, ...more } as const;
  return event(seq, 'tls.refused', details, { service, connection });
}

const tooOld = { reason: 'version-too-old', alert: 'protocol_version', served: ['TLS 1.2', 'TLS 1.3'] } as const;
const noSuite = { reason: 'no-common-suite', alert: 'handshake_failure', offered: RC4_3DES, served: AES } as const;
const noName = { reason: 'server-name-missing', alert: 'unrecognized_name' } as const;

function found(...events: JournalEvent[]): Finding | undefined {
  return diagnose(events)[0]?.findings[0];
}
const ids = (...events: JournalEvent[]) => diagnose(events)[0]?.findings.map(({ id }) => id);

test('a server without TLS 1.0 refuses the phone by version', (t) => {
  const finding = found(hello(1, 'f1'), refused(2, 'f1', tooOld));
  t.is(finding?.id, 'tls-version-refused');
  t.is(
    finding?.sentence,
    'The phone and the Front End share no TLS version: the phone offers TLS 1.0; enabled there: TLS 1.2, TLS 1.3.',
  );
  t.deepEqual(
    finding?.evidence.map(({ seq }) => seq),
    [1, 2],
  );
  t.regex(finding?.remedies[0] ?? '', /TLS 1\.0 enabled/);
});

test('a phone that demands more than the server has needs another cure', (t) => {
  const finding = found(
    hello(1, 'f1', { versions: ['TLS 1.3'] }),
    refused(2, 'f1', { ...tooOld, reason: 'version-too-new', served: ['TLS 1.0'] }),
  );
  t.is(finding?.id, 'tls-version-refused');
  t.regex(finding?.remedies[0] ?? '', /newer TLS version/);
});

test('no suite in common names both sides, and which of the phone’s to enable', (t) => {
  const finding = found(hello(1, 'f1'), refused(2, 'f1', noSuite));
  t.is(finding?.id, 'no-common-cipher');
  t.regex(finding?.sentence ?? '', /RC4_128_SHA.*3DES.*; enabled there: TLS_RSA_WITH_AES_128_CBC_SHA\.$/);
  t.regex(finding?.remedies[0] ?? '', /^Enable 3DES/);
  const rc4 = RC4_3DES.slice(0, 2);
  t.regex(
    found(hello(1, 'f1', { suites: rc4 }), refused(2, 'f1', { ...noSuite, offered: rc4 }))?.remedies[0] ?? '',
    /^Enable RC4/,
  );
});

test('a server whose key is ECDSA needs another certificate, one with an RSA suite does not', (t) => {
  const ecdsa = ['TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA', 'TLS_AES_128_GCM_SHA256'];
  const cure = (served: string[]) => found(hello(1, 'f1'), refused(2, 'f1', { ...noSuite, served }))?.remedies[0] ?? '';
  t.regex(cure(ecdsa), /certificate with an RSA key/);
  t.regex(cure([...ecdsa, ...AES]), /^Enable/);
});

test('a hello without SNI where it is demanded', (t) => {
  const finding = found(hello(1, 'w1', {}, 'web'), refused(2, 'w1', noName, 'web'));
  t.is(finding?.id, 'server-name-required');
  t.regex(finding?.sentence ?? '', /^Hellos to the web services must name a server/);
  t.deepEqual(ids(hello(1, 'w1', { serverName: 'a' }, 'web'), refused(2, 'w1', noName, 'web')), []);
});

test('a refusal for another reason, or by the phone, is none of these', (t) => {
  for (const reason of ['protocol-error', 'timeout', 'fault'] as const) {
    t.deepEqual(ids(hello(1, 'f1'), refused(2, 'f1', { reason })), [], reason);
  }
  t.deepEqual(ids(hello(1, 'f1'), refused(2, 'f1', { ...noSuite, by: 'phone' })), []);
});

test('a refusal overcome on a later connection was none', (t) => {
  const reached = event(4, 'tls.established', session, { service: 'front-end', connection: 'f2' });
  for (const why of [tooOld, noSuite, noName]) {
    t.deepEqual(ids(hello(1, 'f1'), refused(2, 'f1', why), reached), []);
    t.is(ids(hello(1, 'f1'), reached, refused(5, 'f1', why))?.length, 1);
  }
});

test('a phone that could not read a message did not refuse the certificates', (t) => {
  const name = { thumbprint: 'AB', notBefore: '', notAfter: '', selfSigned: false };
  const chain = [{ ...name, subject: 'CN=pool01', issuer: 'CN=Root' }];
  const flight = event(2, 'tls.server-flight', { ...session, chain }, { service: 'front-end', connection: 'f1' });
  const by = { by: 'phone', when: 'after-certificate' } as const;
  const bad = refused(3, 'f1', { ...by, alert: 'decode_error', reason: 'protocol-error' });
  const unknown = refused(3, 'f1', { ...by, alert: 'unknown_ca', reason: 'certificate-refused' });
  const silent = refused(3, 'f1', { ...by, how: 'close' });
  t.deepEqual(ids(hello(1, 'f1'), flight, bad), []);
  t.deepEqual(ids(hello(1, 'f1'), flight, unknown), ['untrusted-root']);
  t.deepEqual(ids(hello(1, 'f1'), flight, silent), ['untrusted-root']);
});
