import test from 'ava';
import { defaultTimeServiceSettings, type TimeServiceSettings } from '../../../harness/deployment/index.js';
import { ScenarioClock } from '../../../harness/foundation/clock/index.js';
import { NtpServer } from '../../../harness/servers/ntp/index.js';
import { decodeNtp, fromNtpTimestamp } from '../../../harness/wire/ntp/index.js';
import { networkContext } from '../network-context.js';

const start = new Date('2014-11-15T09:00:00Z');
const from = { address: '10.10.20.51' };
const request = Buffer.concat([Buffer.from('1b', 'hex'), Buffer.alloc(39), Buffer.from('d6c1904000000000', 'hex')]);
const HOUR = 3_600_000;

/** What the server tells at the start and hours later, in milliseconds after the scenario's start. */
function told(settings: Partial<TimeServiceSettings>, ...hours: number[]): number[] {
  const clock = new ScenarioClock({ start, waits: 'real' });
  const ntp = new NtpServer(networkContext({ clock, time: { ...defaultTimeServiceSettings, ...settings } }));
  return hours.map((hour) => {
    clock.advance(hour * HOUR - clock.elapsed());
    const answer = ntp.handle(request, from);
    if (!answer) throw new Error('no answer');
    const { transmit } = decodeNtp(answer);
    return fromNtpTimestamp(transmit, start).getTime() - start.getTime();
  });
}

/** As told, to a tenth of a second: the clock runs on while the test works. */
const tenths = (values: readonly number[]) => values.map((value) => Math.round(value / 1000) * 1000 + 0);

test('a clock that is ahead, and one that is behind', (t) => {
  t.deepEqual(tenths(told({ offsetMs: 90_000 }, 0, 1)), [90_000, HOUR + 90_000]);
  t.deepEqual(tenths(told({ offsetMs: -48 * HOUR }, 0, 1)), [-48 * HOUR, -47 * HOUR]);
});

test('a date of its own runs on from the start of the scenario', (t) => {
  const date = new Date('2005-01-01T00:00:00Z');
  const away = date.getTime() - start.getTime();
  t.deepEqual(tenths(told({ date }, 0, 24)), [away, away + 24 * HOUR]);
});

test('a frozen clock tells one date, to the last bit', (t) => {
  const [first, ...later] = told({ frozen: true }, 0, 1, 1000);
  t.true(Math.abs(first ?? Number.NaN) <= 1);
  t.deepEqual(later, [first, first]);
  const date = new Date('2036-02-08T00:00:00Z');
  t.deepEqual(
    told({ frozen: true, date, offsetMs: 5 }, 0, 9).map((ms) => ms + start.getTime() - date.getTime()),
    [5, 5],
  );
});

test('a clock that runs fast, and one that runs slow', (t) => {
  t.deepEqual(tenths(told({ driftPpm: 1000 }, 0, 10)), [0, 10 * HOUR + 36_000]);
  t.deepEqual(tenths(told({ driftPpm: -1000 }, 0, 10)), [0, 10 * HOUR - 36_000]);
});

test('steps are taken when it is time for them, forward and back', (t) => {
  const jumps = [
    { afterMs: HOUR, byMs: 24 * HOUR },
    { afterMs: 2 * HOUR, byMs: -48 * HOUR },
  ];
  t.deepEqual(tenths(told({ jumps }, 0, 1, 2)), [0, 25 * HOUR, -22 * HOUR]);
});
