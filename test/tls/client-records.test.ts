import { isDeepStrictEqual } from 'node:util';
import test from 'ava';
import fc from 'fast-check';
import { ClientRecords } from '../../harness/tls/client-records.js';
import { encodeAlert, encodeRecords } from '../../harness/wire/tls/index.js';

/** Bytes of a record of data that an alert of TLS 1.3 can be told from by nothing but its keys. */
const AS_LONG_AS_AN_ALERT = 19;
const changeCipher = encodeRecords(20, 0x0303, Buffer.of(1));
const data = (length: number) => encodeRecords(23, 0x0303, Buffer.alloc(length, 0xda));
const alert = encodeRecords(21, 0x0303, Buffer.alloc(32, 0xa1));
const handshake = encodeRecords(22, 0x0303, Buffer.alloc(40, 0x4a));

/** All that pieces show, and what is known in the end. */
function seen(pieces: readonly Buffer[]) {
  const records = new ClientRecords();
  const signs = pieces
    .flatMap((piece) => records.push(piece))
    .map((sign) => ({ ...sign, raw: sign.raw.toString('hex') }));
  return { signs, last: records.alertRecord?.toString('hex'), sentData: records.sentData };
}

test('records show the same whether each comes alone, all at once, or byte by byte', (t) => {
  const record = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom(data(1), data(100), data(1000)) },
    fc.constantFrom(data(AS_LONG_AS_AN_ALERT), alert, handshake, encodeAlert('warning', 'user_canceled')),
    fc.constantFrom(Buffer.of(23, 3), Buffer.of(99), Buffer.of(23, 9, 9, 0, 1, 0), Buffer.of(23, 3, 3, 0xff, 0xff)),
  );
  fc.assert(
    fc.property(fc.array(record, { maxLength: 12 }), (behind) => {
      const records = [changeCipher, ...behind];
      const all = Buffer.concat(records);
      const alone = seen(records);
      const single = [...all].map((byte) => Buffer.of(byte));
      return isDeepStrictEqual(seen([all]), alone) && isDeepStrictEqual(seen(single), alone);
    }),
    { numRuns: 300 },
  );
  t.pass();
});

test('an alert behind an alert’s look-alike, and data behind either', (t) => {
  t.is(seen([changeCipher, data(100), alert]).last, alert.toString('hex'));
  t.is(seen([changeCipher, data(100), data(AS_LONG_AS_AN_ALERT)]).last, data(AS_LONG_AS_AN_ALERT).toString('hex'));
  t.is(seen([changeCipher, data(AS_LONG_AS_AN_ALERT), data(100)]).last, undefined);
  const overtaken = seen([changeCipher, alert, data(100), data(100)]);
  t.deepEqual(overtaken.signs, [{ sign: 'encrypted-warning', raw: alert.toString('hex') }]);
  t.is(seen([changeCipher, Buffer.concat([data(100), alert])]).last, alert.toString('hex'));
  t.true(seen([changeCipher, data(100)]).sentData);
  t.false(seen([changeCipher, handshake]).sentData);
});
