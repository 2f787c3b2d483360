import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import test from 'ava';
import { type TimedOut, timedOut } from '../../harness/foundation/clock/index.js';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { acceptTls, connectTls, memoryPair, type TlsObservation } from '../../harness/tls/index.js';
import {
  encodeCertificateMessage,
  encodeHandshake,
  encodeRecords,
  encodeServerHello,
} from '../../harness/wire/tls/index.js';
import { aes, clock, errorOf, phone, portOf, rc4 } from './connect-support.js';
import { serverCertificate } from './support.js';

for (const offer of [aes, rc4])
  for (const [name, act, expected] of [
    ['plain HTTP', (end: Duplex) => end.end('HTTP/1.1 400 Bad Request\r\n\r\n'), 'TLS_NOT_TLS'],
    ['a close', (end: Duplex) => end.end(), 'TLS_REFUSED'],
    ['a reset', (end: Duplex) => end.destroy(new Error('gone')), 'TLS_REFUSED'],
  ] as const) {
    test(`instead of a server flight, ${offer.engine}: ${name}`, async (t) => {
      const [left, right] = memoryPair();
      left.once('data', () => act(left));
      left.on('error', () => {});
      const error = await t.throwsAsync(connectTls(right, { ...phone, offer }), { instanceOf: HarnessError });
      t.is(error?.code, expected);
      if (name === 'a reset') t.is(error?.details.how, 'reset');
      if (name === 'a close') t.is(error?.details.how, 'close');
    });
  }

for (const offer of [aes, rc4]) {
  test(`a server that falls silent is given up: ${offer.engine}`, async (t) => {
    const [left, right] = memoryPair();
    left.resume();
    const silent = connectTls(right, { ...phone, offer, timeoutMs: 20 });
    t.is((await t.throwsAsync(silent, { instanceOf: HarnessError }))?.code, 'TLS_TIMEOUT');
    t.true(right.destroyed);
  });

  for (const refusal of ['alert', 'close-after-certificate', 'close-after-handshake'] as const) {
    test(`a refused chain without ServerHelloDone is a refusal all the same: ${offer.engine}, ${refusal}`, async (t) => {
      const [left, right] = memoryPair();
      const { chain } = await serverCertificate();
      const random = Buffer.alloc(32, 1);
      const suite = offer.engine === 'tls10' ? 0x0005 : 0x002f;
      const messages = [
        encodeHandshake(2, encodeServerHello({ version: 0x0301, random, sessionId: Buffer.alloc(0), suite })),
        encodeHandshake(11, encodeCertificateMessage(chain)),
      ];
      const got: Buffer[] = [];
      left.on('error', () => {});
      left.on('data', (bytes: Buffer) => {
        if (got.length === 0) left.write(encodeRecords(22, 0x0301, Buffer.concat(messages)));
        got.push(bytes);
      });
      let judged: () => void = () => {};
      const afterJudgement = new Promise<void>((resolve) => {
        judged = resolve;
      });
      const attempt = connectTls(right, {
        ...{ ...phone, offer, refusal },
        // Time is up once the chain was judged, and nothing more has come.
        clock: {
          elapsed: () => 0,
          sleep: () => afterJudgement,
          within: <T>(_ms: number, work: Promise<T>) =>
            Promise.race<T | TimedOut>([work, afterJudgement.then((): TimedOut => timedOut)]),
        },
        judge: () => {
          judged();
          return { accept: false, alert: 'unknown_ca' };
        },
      });
      const error = await t.throwsAsync(attempt, { instanceOf: HarnessError });
      t.is(error?.code, 'PHONE_REFUSED_CERTIFICATE');
      t.is(error?.details.shape, refusal);
      await once(left, 'end');
      const last = Buffer.concat(got).subarray(-7).toString('hex');
      t.is(last === '15030100020230', refusal === 'alert');
    });
  }
}

for (const offer of [aes, rc4]) {
  test(`a judgement is made on a flight that comes byte by byte: ${offer.engine}`, async (t) => {
    const [left, right] = memoryPair();
    const [near, far] = memoryPair();
    // A slow relay between the two pairs.
    left.on('data', (bytes: Buffer) => {
      for (const byte of bytes) near.write(Buffer.of(byte));
    });
    near.on('data', (bytes: Buffer) => {
      for (const byte of bytes) left.write(Buffer.of(byte));
    });
    left.on('end', () => near.end()).on('error', () => {});
    near.on('end', () => left.end()).on('error', () => {});
    const observations: TlsObservation[] = [];
    const port = await portOf();
    const [server, client] = await Promise.allSettled([
      acceptTls(far, { port, clock, observe: (observation) => observations.push(observation) }),
      connectTls(right, { ...phone, offer, judge: () => ({ accept: false, alert: 'certificate_expired' }) }),
    ]);
    t.is(errorOf(client)?.code, 'PHONE_REFUSED_CERTIFICATE');
    t.is(errorOf(server)?.code, 'TLS_REFUSED');
    t.like(observations.at(-1), { how: 'alert', alert: 'certificate_expired' });
  });
}

test.after.always(() => clock.stop());
