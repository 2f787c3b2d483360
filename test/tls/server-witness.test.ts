import test from 'ava';
import fc from 'fast-check';
import type { Clock } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { TlsObservation, TlsRefusal } from '../../harness/tls/index.js';
import { noCommonSuite, noCommonVersion, serverNameMissing } from '../../harness/tls/refusal-detail.js';
import { ServerWitness, type WitnessedPort } from '../../harness/tls/server-witness.js';
import {
  encodeAlert,
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  parseClientHello,
} from '../../harness/wire/tls/index.js';

const SUITES = ['TLS_RSA_WITH_AES_128_CBC_SHA'];
const changeCipher = encodeRecords(20, 0x0301, Buffer.of(1));
const encrypted = (type: number, length: number) => encodeRecords(type, 0x0301, Buffer.alloc(length, 0xee));

function helloOf(suites: number[], version = 0x0301) {
  const body = encodeClientHello({ version, random: Buffer.alloc(32, 7), suites });
  return { hello: parseClientHello(body, 0x0301), raw: encodeRecords(22, 0x0301, encodeHandshake(1, body)) };
}

/** A server's flight up to its end, without certificates: what the stage hangs on. */
function flight(...afterHello: Buffer[]): Buffer {
  const body = Buffer.concat([Buffer.of(3, 1), Buffer.alloc(32, 5), Buffer.of(0, 0, 0x2f, 0)]);
  return Buffer.concat([encodeRecords(22, 0x0301, encodeHandshake(2, body)), ...afterHello]);
}
const helloDone = encodeRecords(22, 0x0301, encodeHandshake(14, Buffer.alloc(0)));

function witness(port: WitnessedPort = {}, suites = [0x2f]) {
  const observations: TlsObservation[] = [];
  let now = 100;
  const clock: Clock = {
    elapsed: () => now,
    sleep: () => Promise.resolve(),
    within: (_ms, work) => work,
  };
  const seen = new ServerWitness({ clock, observe: (observation) => observations.push(observation) }, port);
  const { hello, raw } = helloOf(suites);
  seen.hello(hello, raw);
  return {
    seen,
    observations,
    pass: (ms: number) => {
      now += ms;
    },
    refused: () => observations.find((each): each is TlsRefusal => each.type === 'refused'),
    of: <T extends TlsObservation['type']>(type: T) => observations.filter((each) => each.type === type),
  };
}

const socket = (more: object = {}) => ({
  ...{ destroyed: false, writableEnded: false, bytesRead: 0 },
  getProtocol: () => 'TLSv1',
  getCipher: () => ({ name: 'AES128-SHA', standardName: 'TLS_RSA_WITH_AES_128_CBC_SHA', version: 'TLSv1' }),
  isSessionReused: () => false,
  ...more,
});

/** A handshake that came to its end; the phone's Finished and the keys have passed. */
function established(more: object = {}, engine: 'openssl' | 'tls10' = 'openssl') {
  const scene = witness();
  scene.seen.servedBy(engine);
  scene.seen.outbound(flight(helloDone));
  scene.seen.inbound(Buffer.concat([changeCipher, encrypted(22, 36)]));
  scene.seen.established(socket(more));
  return scene;
}

const engineError = (code: string, reason = 'said the engine') => Object.assign(new Error(reason), { code, reason });
const later = () => new Promise(setImmediate);

test('a suite nobody shares: what the hello offers and what the port serves are told', (t) => {
  const { seen, refused } = witness({ serves: { versions: ['TLS 1.0'], suites: SUITES } }, [0x0a, 0x05, 0xff]);
  seen.outbound(encodeAlert('fatal', 'handshake_failure'));
  seen.engineError(engineError('ERR_SSL_NO_SHARED_CIPHER'));
  t.like(refused(), {
    ...{ by: 'server', how: 'alert', alert: 'handshake_failure', reason: 'no-common-suite', when: 'after-hello' },
    offered: ['TLS_RSA_WITH_3DES_EDE_CBC_SHA', 'TLS_RSA_WITH_RC4_128_SHA'],
    served: SUITES,
    raw: Buffer.from('15030100020228', 'hex'),
  });
  t.is(
    refused()?.detail,
    'no cipher suite in common; the hello offers TLS_RSA_WITH_3DES_EDE_CBC_SHA, TLS_RSA_WITH_RC4_128_SHA; the port serves TLS_RSA_WITH_AES_128_CBC_SHA',
  );
});

test('a version too old, and one too new', (t) => {
  const old = witness({ serves: { versions: ['TLS 1.2', 'TLS 1.3'], suites: SUITES } });
  old.seen.engineError(engineError('ERR_SSL_UNSUPPORTED_PROTOCOL'));
  t.like(old.refused(), { reason: 'version-too-old', offered: ['TLS 1.0'], served: ['TLS 1.2', 'TLS 1.3'] });
  t.regex(old.refused()?.detail ?? '', /the hello offers TLS 1\.0; the port serves TLS 1\.2, TLS 1\.3$/);
  const modern = witness({ serves: { versions: ['SSL 3.0'], suites: SUITES } });
  modern.seen.engineError(engineError('ERR_SSL_VERSION_TOO_HIGH'));
  t.is(modern.refused()?.reason, 'version-too-new');
});

test('a server may refuse before its engine is asked', (t) => {
  const { hello } = helloOf([0x05]);
  const raw = encodeAlert('fatal', 'protocol_version');
  for (const [choice, expected] of [
    [noCommonSuite(hello, SUITES), { reason: 'no-common-suite', alert: 'handshake_failure', served: SUITES }],
    [noCommonVersion(hello, ['TLS 1.2']), { reason: 'version-too-old', alert: 'protocol_version' }],
    [serverNameMissing(), { reason: 'server-name-missing', alert: 'unrecognized_name' }],
    [{ reason: 'fault', how: 'reset', detail: 'as the scenario wants it' } as const, { how: 'reset', reason: 'fault' }],
  ] as const) {
    const { seen, refused } = witness();
    seen.refusedByChoice(choice, raw);
    t.like(refused(), { by: 'server', when: 'after-hello', raw, ...expected });
    t.is(seen.failure().code, 'TLS_REFUSED');
  }
});

test('alerts of the own engine are read as OpenSSL’s are', (t) => {
  const received = witness();
  received.seen.engineError(new HarnessError('TLS_ALERT_RECEIVED', { alert: 'unknown_ca' }));
  t.like(received.refused(), { by: 'phone', how: 'alert', alert: 'unknown_ca', reason: 'certificate-refused' });
  const sent = witness();
  sent.seen.outbound(encodeAlert('fatal', 'bad_record_mac'));
  sent.seen.engineError(new HarnessError('TLS_ALERT_SENT', { alert: 'bad_record_mac', detail: 'the MAC is wrong' }));
  t.like(sent.refused(), { by: 'server', how: 'alert', alert: 'bad_record_mac', reason: 'protocol-error' });
  t.is(sent.refused()?.detail, 'the MAC is wrong');
  t.is(sent.refused()?.raw?.toString('hex'), '15030100020214');
});

test('reasons of a phone’s alerts; one that can mean anything gives none', (t) => {
  for (const [alert, reason] of [
    ['bad_certificate', 'certificate-refused'],
    ['certificate_expired', 'certificate-refused'],
    ['protocol_version', 'version-not-accepted'],
    ['insufficient_security', 'no-common-suite'],
    ['decode_error', 'protocol-error'],
    ['handshake_failure', undefined],
    ['internal_error', undefined],
  ] as const) {
    const { seen, refused } = witness();
    seen.inbound(encodeAlert('fatal', alert));
    t.is(refused()?.reason, reason, alert);
    t.deepEqual(refused()?.raw, encodeAlert('fatal', alert));
    t.is(refused()?.encrypted, undefined);
  }
});

test('an alert under encryption keeps its bytes, and the engine names it', (t) => {
  const { seen, refused } = witness();
  seen.outbound(flight(helloDone));
  const record = encrypted(21, 26);
  seen.inbound(Buffer.concat([changeCipher, encrypted(22, 36), record]));
  seen.engineError(engineError('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'));
  t.like(refused(), { how: 'alert', alert: 'unknown_ca', when: 'after-certificate', encrypted: true, raw: record });
});

test('an alert of TLS 1.3 looks like data of its length, and nothing longer is kept', (t) => {
  for (const [length, kept] of [
    [19, true],
    [200, false],
  ] as const) {
    const { seen, refused } = witness();
    const record = encrypted(23, length);
    seen.inbound(record);
    seen.engineError(engineError('ERR_SSL_TLSV1_ALERT_UNKNOWN_CA'));
    t.deepEqual(refused()?.raw, kept ? record : undefined);
  }
});

test('close_notify before the end is a close that was told', (t) => {
  const { seen, refused, of } = witness();
  const record = encodeAlert('warning', 'close_notify');
  seen.inbound(record);
  t.is(refused(), undefined);
  seen.ended();
  t.like(refused(), { by: 'phone', how: 'close', alert: 'close_notify', raw: record, when: 'after-hello' });
  t.is(of('warning').length, 0);
});

test('a warning is told at once and ends nothing', (t) => {
  const { seen, refused, of } = witness();
  const raw = encodeAlert('warning', 'no_certificate');
  seen.inbound(raw);
  seen.outbound(encodeAlert('warning', 'unrecognized_name'));
  t.deepEqual(of('warning'), [
    { type: 'warning', by: 'phone', alert: 'no_certificate', when: 'after-hello', raw },
    {
      ...{ type: 'warning', by: 'server', alert: 'unrecognized_name', when: 'after-hello' },
      raw: encodeAlert('warning', 'unrecognized_name'),
    },
  ]);
  t.is(refused(), undefined);
  seen.engineError(engineError('ERR_SSL_DECODE_ERROR'));
  t.like(refused(), { by: 'server', how: 'close', reason: 'protocol-error' });
});

test('a session taken up again shows no certificates', (t) => {
  const { seen, of } = witness();
  seen.servedBy('tls10');
  seen.outbound(flight(changeCipher, encrypted(22, 36)));
  t.like(of('server-flight')[0], { resumed: true, chain: [], engine: 'tls10' });
  seen.established(socket({ isSessionReused: () => true }));
  t.like(of('established')[0], { resumed: true, engine: 'tls10', suite: 'TLS_RSA_WITH_AES_128_CBC_SHA' });
});

test('a phone that falls silent: timeout, with the stage', (t) => {
  const { seen, refused, pass } = witness();
  seen.outbound(flight(helloDone));
  pass(30_000);
  t.is(seen.timedOut(30_000).code, 'TLS_TIMEOUT');
  t.like(refused(), { by: 'server', reason: 'timeout', when: 'after-certificate', afterMs: 30_000 });
});

test('a close after the handshake is told with how long after, and with its encrypted alert', async (t) => {
  const { seen, pass, refused } = established();
  pass(250);
  const record = encrypted(21, 26);
  seen.inbound(record);
  seen.ended();
  seen.ended();
  await later();
  t.like(refused(), { by: 'phone', how: 'close', when: 'after-handshake', afterMs: 250, raw: record, encrypted: true });
  t.is(refused()?.alert, undefined, 'without keys nobody knows what it says');
});

test('data before the end is use, even in one piece with Finished', async (t) => {
  const scene = witness();
  scene.seen.outbound(flight(helloDone));
  scene.seen.inbound(Buffer.concat([changeCipher, encrypted(22, 36), encrypted(23, 100)]));
  scene.seen.established(socket());
  scene.seen.ended();
  await later();
  t.is(scene.refused(), undefined);
});

test('an alert after the handshake is a refusal with its reason', async (t) => {
  const { seen, refused } = established();
  const record = encrypted(21, 26);
  seen.inbound(record);
  seen.engineError(engineError('ERR_SSL_SSLV3_ALERT_BAD_CERTIFICATE'));
  await later();
  t.like(refused(), { how: 'alert', alert: 'bad_certificate', reason: 'certificate-refused', raw: record });
});

test('a new handshake asked by the phone is told once; its Finished before the end is none', (t) => {
  const { seen, of } = established();
  t.is(of('renegotiation').length, 0);
  const raw = encrypted(22, 200);
  seen.inbound(raw);
  seen.inbound(encrypted(22, 36));
  t.deepEqual(of('renegotiation'), [{ type: 'renegotiation', by: 'phone', raw }]);
});

test('an encrypted alert that something follows was a warning; the own engine knows its name', (t) => {
  const record = encrypted(21, 26);
  const openssl = established();
  openssl.seen.inbound(record);
  t.is(openssl.of('warning').length, 0);
  openssl.seen.inbound(encrypted(23, 40));
  t.deepEqual(openssl.of('warning'), [
    { type: 'warning', by: 'phone', when: 'after-handshake', raw: record, encrypted: true },
  ]);
  const own = established({}, 'tls10');
  own.seen.inbound(Buffer.concat([record, encrypted(23, 40)]));
  own.seen.warned('user_canceled');
  t.deepEqual(own.of('warning'), [
    { type: 'warning', by: 'phone', alert: 'user_canceled', when: 'after-handshake', raw: record, encrypted: true },
  ]);
});

test('a warning in the clear is told once, although the own engine tells it too', (t) => {
  const { seen, of } = witness();
  seen.servedBy('tls10');
  seen.inbound(encodeAlert('warning', 'user_canceled'));
  seen.warned('user_canceled');
  t.is(of('warning').length, 1);
});

test('whatever passes in whatever pieces, a handshake ends at most once and nothing is thrown', (t) => {
  const record = fc.oneof(
    fc.uint8Array({ maxLength: 40 }),
    fc
      .tuple(fc.integer({ min: 20, max: 23 }), fc.uint8Array({ maxLength: 40 }))
      .map(([type, bytes]) => encodeRecords(type, 0x0301, Buffer.from(bytes))),
    fc.constantFrom(
      changeCipher,
      helloDone,
      encodeAlert('warning', 'close_notify'),
      encodeAlert('fatal', 'decode_error'),
    ),
  );
  const step = fc.tuple(fc.constantFrom('inbound', 'outbound', 'ended', 'engineError', 'warned', 'timedOut'), record);
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const { seen, of } = witness();
      for (const [what, bytes] of steps) {
        if (what === 'inbound' || what === 'outbound') seen[what](Buffer.from(bytes));
        else if (what === 'ended') seen.ended();
        else if (what === 'warned') seen.warned('user_canceled');
        else if (what === 'timedOut') seen.timedOut(1);
        else seen.engineError(engineError('ERR_SSL_DECODE_ERROR'));
      }
      t.true(of('refused').length <= 1);
      t.true(of('server-flight').length <= 1);
    }),
  );
});
