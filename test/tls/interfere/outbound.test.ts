import test from 'ava';
import fc from 'fast-check';
import type { TlsStream } from '../../../harness/tls/stream.js';
import { HandshakeReader, parseServerHello, recordType, TlsRecordReader } from '../../../harness/wire/tls/index.js';
import {
  certificate,
  changeCipher,
  encryptedAlert,
  encryptedData,
  encryptedFinished,
  flight,
  helloDone,
  interfered,
  plain,
  serverHello,
} from './records.js';

const end = Buffer.concat([changeCipher, encryptedFinished]);

/** The handshake messages and record lengths the phone was sent. */
function readFlight(bytes: Buffer) {
  const messages = new HandshakeReader();
  const records = new TlsRecordReader().push(bytes);
  const handshake = records.filter(({ type }) => type === recordType.handshake);
  return {
    lengths: records.map(({ fragment }) => fragment.length),
    messages: Buffer.concat(handshake.flatMap((record) => messages.push(record).map(({ raw }) => raw))),
  };
}

test('a slow flight is the same messages in records of that size', async (t) => {
  const run = interfered({ do: 'slow-flight', recordBytes: 50, pauseMs: 1 });
  await run.write(flight);
  const { lengths, messages } = readFlight(run.received());
  t.deepEqual(messages, Buffer.concat([serverHello, certificate, helloDone]));
  t.true(lengths.length > 2 && lengths.every((length) => length <= 50));
  t.true(lengths.slice(0, -1).every((length) => length === 50));
  t.deepEqual(Buffer.concat(run.sent), run.received());
  t.deepEqual(run.fired, ['slow-flight']);
});

test('a slow flight leaves the change of cipher and what follows as it is', async (t) => {
  const run = interfered({ do: 'slow-flight', recordBytes: 10, pauseMs: 0 });
  await run.write(flight);
  const before = run.received().length;
  await run.write(end);
  await run.write(encryptedData);
  t.deepEqual(run.received().subarray(before), Buffer.concat([end, encryptedData]));
});

test('a slow flight stops when the phone has left', async (t) => {
  const run = interfered({ do: 'slow-flight', recordBytes: 1, pauseMs: 1 });
  const written = run.write(flight);
  run.phone.destroy();
  await written;
  t.true(run.sent.length < 20, `${run.sent.length} records sent`);
});

test('the ServerHello names the wrong version, and nothing else changes', async (t) => {
  const run = interfered({ do: 'wrong-version', version: 0x0300 });
  await run.write(flight);
  await run.write(end);
  const expected = Buffer.from(Buffer.concat([flight, end]));
  // Behind the record's and the message's headers.
  expected.writeUInt16BE(0x0300, 9);
  t.deepEqual(run.received(), expected);
  t.deepEqual(run.fired, ['wrong-version']);
});

test('the version is changed also where records cut it', (t) =>
  fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 200 }), async (recordBytes, cut) => {
      const run = interfered({ do: 'wrong-version', version: 0x0303 }, { do: 'slow-flight', recordBytes, pauseMs: 0 });
      const pieces = readPieces(flight, recordBytes);
      for (let at = 0; at < pieces.length; at += cut) await run.write(pieces.subarray(at, at + cut));
      const [message] = handshakeOf(run.received());
      t.is(message && parseServerHello(message.body).version, 0x0303);
      t.deepEqual([...run.fired].sort(), ['slow-flight', 'wrong-version']);
    }),
    { numRuns: 40 },
  ));

/** The flight as an engine with small records would send it. */
function readPieces(bytes: Buffer, size: number): Buffer {
  const { messages } = readFlight(bytes);
  const parts: Buffer[] = [];
  for (let at = 0; at < messages.length; at += size) parts.push(plain(messages.subarray(at, at + size)));
  return Buffer.concat(parts);
}

function handshakeOf(bytes: Buffer) {
  const reader = new HandshakeReader();
  return new TlsRecordReader().push(bytes).flatMap((record) => reader.push(record));
}

test('a swapped chain has fired when its Certificate is sent, not before', async (t) => {
  const swap = { do: 'swap-chain', tls: { cert: '', key: '' }, identity: {} } as never;
  const run = interfered(swap);
  t.deepEqual(run.fired, []);
  await run.write(plain(serverHello));
  t.deepEqual(run.fired, []);
  await run.write(plain(certificate, helloDone));
  t.deepEqual(run.fired, ['swap-chain']);
});

test('a resumed handshake presents no chain: nothing has fired', async (t) => {
  const run = interfered({ do: 'swap-chain', tls: { cert: '', key: '' }, identity: {} } as never);
  await run.write(plain(serverHello));
  await run.write(end);
  t.deepEqual(run.fired, []);
});

test('a wrong Finished is the engine’s own work, and fires when it is sent', async (t) => {
  const run = interfered({ do: 'wrong-finished' });
  t.true(run.interferer.wantsTls10);
  t.deepEqual(run.interferer.quirks(), { wrongFinished: true });
  await run.write(flight);
  t.deepEqual(run.fired, []);
  await run.write(end);
  t.deepEqual(run.fired, ['wrong-finished']);
  t.deepEqual(run.received(), Buffer.concat([flight, end]));
});

test('where OpenSSL serves, no wrong Finished is claimed', async (t) => {
  const run = interfered({ do: 'wrong-finished' });
  await run.write(flight);
  await run.write(end);
  t.deepEqual(run.fired, []);
});

test('the own engine is told of the wrong version', (t) => {
  t.deepEqual(interfered({ do: 'wrong-version', version: 0x0303 }).interferer.quirks(), {
    wrongFinished: false,
    helloVersion: 0x0303,
  });
  t.is(interfered({ do: 'no-close-notify' }).interferer.quirks(), undefined);
});

test('close_notify is kept back, after the handshake alone', async (t) => {
  const run = interfered({ do: 'no-close-notify' });
  await run.write(flight);
  await run.write(Buffer.concat([end, encryptedAlert]));
  t.deepEqual(run.received(), Buffer.concat([flight, end, encryptedAlert]), 'an alert of the handshake goes out');
  run.interferer.reached('established');
  await run.write(encryptedData);
  t.deepEqual(run.fired, []);
  const before = run.received().length;
  await run.write(encryptedAlert);
  t.is(run.received().length, before);
  t.deepEqual(run.fired, ['no-close-notify']);
});

test('renegotiation is asked for when the handshake is over, and not of TLS 1.3', (t) => {
  const asked: string[] = [];
  const stream = (protocol: string) =>
    ({ getProtocol: () => protocol, requestRenegotiation: () => asked.push(protocol) }) as unknown as TlsStream;
  const old = interfered({ do: 'ask-renegotiation' });
  t.is(old.interferer.reached('client-hello'), 'go on');
  t.deepEqual(asked, []);
  old.interferer.reached('established', stream('TLSv1'));
  t.deepEqual([asked, old.fired], [['TLSv1'], ['ask-renegotiation']]);
  const young = interfered({ do: 'ask-renegotiation' });
  young.interferer.reached('established', stream('TLSv1.3'));
  t.deepEqual([asked, young.fired], [['TLSv1'], []]);
});

test('without anything to do with them the bytes pass untouched', async (t) => {
  const run = interfered({ do: 'reset', at: 'established' });
  const noise = Buffer.from('this is no TLS at all');
  await run.write(noise);
  t.deepEqual(run.received(), noise);
  t.deepEqual(run.sent, [noise]);
});

test('what is no TLS neither breaks nor blocks the shaping', (t) =>
  fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1, maxLength: 40 }), { maxLength: 4 }), async (pieces) => {
      const run = interfered({ do: 'wrong-version', version: 0x0300 });
      for (const piece of pieces) await run.write(Buffer.from(piece));
      t.deepEqual(run.endings, []);
    }),
    { numRuns: 100 },
  ));
