import test from 'ava';
import { Journal } from '../../harness/journal/index.js';
import { tlsObserver } from '../../harness/servers/tls-events.js';
import {
  encodeClientHello,
  encodeHandshake,
  encodeRecords,
  encodeSslv2ClientHello,
  parseClientHello,
  parseSslv2ClientHello,
} from '../../harness/wire/tls/index.js';

function recording() {
  const journal = new Journal({ time: { now: () => new Date('2014-11-15T09:00:00Z'), elapsed: () => 0 } });
  const observe = tlsObserver(journal.recorder('front-end'), { device: 'm', connection: 'front-end#1' });
  return { journal, observe };
}

test('a hello is recorded with all that tells phones apart, and in how many records it came', (t) => {
  const { journal, observe } = recording();
  const fields = { version: 0x0302, random: Buffer.alloc(32, 1), sessionId: Buffer.alloc(16, 2), suites: [0x05, 0x0a] };
  const extensions = [
    { type: 0xff01, data: Buffer.of(0) },
    { type: 35, data: Buffer.alloc(0) },
  ];
  const body = encodeClientHello({ ...fields, compression: [1, 0, 64, 9], extensions });
  const message = encodeHandshake(1, body);
  const pieces = [message.subarray(0, 10), message.subarray(10, 11), message.subarray(11)];
  const raw = Buffer.concat(pieces.map((piece) => encodeRecords(22, 0x0301, piece)));
  observe({ type: 'client-hello', hello: parseClientHello(body, 0x0301), raw });
  t.like(journal.events[0], {
    ...{ type: 'tls.client-hello', versions: ['TLS 1.1'], recordVersion: 'TLS 1.0', sessionIdLength: 16, records: 3 },
    compression: ['deflate', 'null', 'lzs', 'method 9'],
    extensions: ['renegotiation_info', 'session_ticket'],
    raw: raw.toString('base64'),
  });
});

test('a hello in SSL 2.0 format came in one record of its own kind', (t) => {
  const { journal, observe } = recording();
  const raw = encodeSslv2ClientHello({ version: 0x0301, random: Buffer.alloc(16, 1), suites: [0x05] });
  observe({ type: 'client-hello', hello: parseSslv2ClientHello(raw), raw });
  t.like(journal.events[0], { format: 'sslv2', recordVersion: 'SSL 2.0', records: 1, extensions: [] });
});

test('every observation becomes an event with its bytes', (t) => {
  const { journal, observe } = recording();
  const raw = Buffer.from('15030100020230', 'hex');
  observe({ type: 'warning', by: 'phone', alert: 'user_canceled', when: 'after-handshake', raw, encrypted: true });
  observe({ type: 'renegotiation', by: 'phone', raw });
  observe({
    ...{ type: 'refused', by: 'server', how: 'alert', alert: 'handshake_failure', reason: 'no-common-suite' },
    ...{ when: 'after-hello', afterMs: 1.2345, offered: ['A'], served: ['B'], raw },
  });
  observe({ type: 'established', version: 'TLS 1.0', suite: 'A', engine: 'tls10', resumed: true });
  t.deepEqual(
    journal.events.map(({ seq: _seq, time: _time, elapsed: _elapsed, observer: _observer, ...event }) => event),
    [
      {
        ...{ service: 'front-end', type: 'tls.warning', device: 'm', connection: 'front-end#1' },
        ...{ by: 'phone', alert: 'user_canceled', when: 'after-handshake', encrypted: true },
        raw: raw.toString('base64'),
      },
      {
        ...{ service: 'front-end', type: 'tls.renegotiation', device: 'm', connection: 'front-end#1' },
        ...{ by: 'phone', raw: raw.toString('base64') },
      },
      {
        ...{ service: 'front-end', type: 'tls.refused', device: 'm', connection: 'front-end#1' },
        ...{ by: 'server', how: 'alert', alert: 'handshake_failure', reason: 'no-common-suite', when: 'after-hello' },
        ...{ afterMs: 1.2, offered: ['A'], served: ['B'], raw: raw.toString('base64') },
      },
      {
        ...{ service: 'front-end', type: 'tls.established', device: 'm', connection: 'front-end#1' },
        ...{ version: 'TLS 1.0', suite: 'A', engine: 'tls10', resumed: true },
      },
    ] as never,
  );
});

test('of bytes that are no TLS only the first are kept', (t) => {
  const { journal, observe } = recording();
  observe({
    type: 'not-tls',
    looksLike: 'http',
    raw: Buffer.from('GET /secret HTTP/1.1 Authorization: Basic cGluOjEyMzQ='),
  });
  t.is(Buffer.from(journal.events[0]?.raw ?? '', 'base64').toString(), 'GET /secret HTTP');
});
