import test from 'ava';
import { HarnessError } from '../../../harness/foundation/errors/index.js';
import { decodeNtp, encodeNtp, fromNtpTimestamp, ntpMode, toNtpTimestamp } from '../../../harness/wire/ntp/index.js';
import { hex } from '../hex.js';

const request = Buffer.concat([hex('1b000000 00000000 00000000 00000000', 24), hex('d6c19040 00000000')]);
const noon = new Date('2014-03-05T12:00:00Z');

test('the worked request is read', (t) => {
  const packet = decodeNtp(request);
  t.like(packet, { leap: 0, version: 3, mode: ntpMode.client, stratum: 0, poll: 0, transmit: 0xd6c1904000000000n });
});

test('the worked answer is written byte for byte', (t) => {
  const asked = decodeNtp(request);
  const at = toNtpTimestamp(noon);
  const answer = encodeNtp({
    ...asked,
    mode: ntpMode.server,
    stratum: 2,
    poll: 4,
    precision: -20,
    rootDispersion: 0x10,
    referenceId: hex('0a0a0a05'),
    reference: at,
    originate: asked.transmit,
    receive: at,
    transmit: at,
  });
  t.is(
    answer.toString('hex'),
    hex(`1c0204ec 00000000 00000010 0a0a0a05 d6c1904000000000 d6c1904000000000 d6c1904000000000
      d6c1904000000000`).toString('hex'),
  );
});

test('2014-03-05 12:00 UTC is d6c19040 00000000, both ways', (t) => {
  t.is(toNtpTimestamp(noon), 0xd6c1904000000000n);
  t.deepEqual(fromNtpTimestamp(0xd6c1904000000000n), noon);
});

test('a fraction is a part of 2^32', (t) => {
  t.is(toNtpTimestamp(new Date(noon.getTime() + 500)), 0xd6c1904080000000n);
  t.is(fromNtpTimestamp(0xd6c1904040000000n).getTime(), noon.getTime() + 250);
});

test('the era is the one nearest to the date given', (t) => {
  const wrap = new Date('2036-02-07T06:28:16Z');
  t.is(toNtpTimestamp(wrap), 0n);
  t.deepEqual(fromNtpTimestamp(0n), wrap);
  t.deepEqual(fromNtpTimestamp(0n, new Date('1950-01-01')), new Date('1900-01-01T00:00:00Z'));
  t.deepEqual(fromNtpTimestamp(0xd6c1904000000000n, new Date('2150-01-01')), new Date('2150-04-11T18:28:16Z'));
  t.is(toNtpTimestamp(new Date('2038-01-19T03:14:08Z')), 0x03aa7e8000000000n);
});

test('refused: too short, too long, values without room, no date', (t) => {
  t.is(t.throws(() => decodeNtp(request.subarray(0, 47)), { instanceOf: HarnessError })?.code, 'WIRE_TRUNCATED');
  t.is(t.throws(() => decodeNtp(Buffer.alloc(1025)), { instanceOf: HarnessError })?.code, 'WIRE_TOO_LARGE');
  const packet = decodeNtp(request);
  for (const change of [
    { leap: 4 },
    { version: 8 },
    { mode: -1 },
    { stratum: 256 },
    { poll: 128 },
    { rootDelay: 1.5 },
    { referenceId: Buffer.alloc(5) },
    { transmit: 1n << 64n },
    { receive: -1n },
  ]) {
    t.throws(() => encodeNtp({ ...packet, ...change }), { instanceOf: HarnessError, code: 'WIRE_INVALID' });
  }
  t.throws(() => toNtpTimestamp(new Date('nonsense')), { instanceOf: HarnessError });
  t.throws(() => fromNtpTimestamp(1n << 64n), { instanceOf: HarnessError });
});

test('an authenticator behind the header is left alone', (t) => {
  t.is(decodeNtp(Buffer.concat([request, Buffer.alloc(20)])).version, 3);
});
