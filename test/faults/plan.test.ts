import test from 'ava';
import {
  FaultPlan,
  type FaultResources,
  type FiredFault,
  interferenceOf,
  type Occasion,
} from '../../harness/faults/index.js';
import { MAX_COUNTED_DEVICES } from '../../harness/faults/plan.js';
import { parsed } from './parse.js';

const phone = '00:04:f2:00:00:01';
const other = '00:04:f2:00:00:02';
const resources: FaultResources = {
  chain: () => {
    throw new RangeError('no chain here');
  },
  published: () => {
    throw new RangeError('no chain here');
  },
};

function planOf(...faults: Record<string, unknown>[]) {
  const fired: (FiredFault & Occasion)[] = [];
  const plan = new FaultPlan(faults.map(parsed), {
    resources,
    record: (fault, occasion) => fired.push({ ...fault, ...occasion }),
  });
  const armed = (device?: string, at: 'front-end.tls' | 'web.tls' = 'front-end.tls') =>
    plan.for(at, { device, connection: 'front-end#1' }).map((fault) => fault.do);
  return { plan, fired, armed };
}

test('a fault without when is armed on every occasion of every device', (t) => {
  const { armed } = planOf({ at: 'front-end.tls', do: 'reset' });
  for (const device of [phone, other, phone, undefined, phone]) t.deepEqual(armed(device), ['reset']);
});

test('it is armed at its own point alone, and only occasions there count', (t) => {
  const { armed } = planOf({ at: 'front-end.tls', do: 'reset', when: { nth: 2 } }, { at: 'web.tls', do: 'close' });
  t.deepEqual(armed(phone, 'web.tls'), ['close']);
  t.deepEqual(armed(phone, 'web.tls'), ['close']);
  t.deepEqual(armed(phone), []);
  t.deepEqual(armed(phone), ['reset']);
});

test('nth counts each device’s own occasions, and then once', (t) => {
  const { armed } = planOf({ at: 'front-end.tls', do: 'reset', when: { nth: 2 } });
  t.deepEqual(armed(phone), []);
  t.deepEqual(armed(other), []);
  t.deepEqual(armed(phone), ['reset']);
  t.deepEqual(armed(phone), []);
  t.deepEqual(armed(other), ['reset']);
});

test('times counts from nth on, or from the first occasion', (t) => {
  const later = planOf({ at: 'front-end.tls', do: 'reset', when: { nth: 2, times: 2 } });
  t.deepEqual(
    [1, 2, 3, 4].map(() => later.armed(phone).length),
    [0, 1, 1, 0],
  );
  const first = planOf({ at: 'front-end.tls', do: 'reset', when: { times: 2 } });
  t.deepEqual(
    [1, 2, 3].map(() => first.armed(phone).length),
    [1, 1, 0],
  );
});

test('a fault of one device leaves the others alone', (t) => {
  const { armed } = planOf({ at: 'front-end.tls', do: 'reset', when: { device: phone } });
  t.deepEqual([armed(other), armed(undefined), armed(phone)], [[], [], ['reset']]);
});

test('being armed is not having fired', (t) => {
  const { plan, fired } = planOf({ at: 'front-end.tls', do: 'reset' }, { at: 'web.tls', do: 'close' });
  const [reset] = plan.for('front-end.tls', { device: phone, connection: 'front-end#7' });
  t.is(plan.unfired().length, 2);
  reset?.fired();
  t.deepEqual(plan.unfired(), [
    {
      at: 'web.tls',
      do: 'close',
      sentence:
        'At the web services’ TLS port, on every connection: The server closes the connection without an alert when the ClientHello has come.',
    },
  ]);
  t.like(fired[0], { at: 'front-end.tls', do: 'reset', count: 1, device: phone, connection: 'front-end#7' });
  t.regex(fired[0]?.sentence ?? '', /^At the Front End’s TLS port, on every connection: The server resets/);
});

test('it fires once an occasion, and counts over the run', (t) => {
  const { plan, fired } = planOf({ at: 'front-end.tls', do: 'reset' });
  for (const device of [phone, other]) {
    const [reset] = plan.for('front-end.tls', { device });
    reset?.fired();
    reset?.fired();
  }
  t.deepEqual(
    fired.map(({ device, count }) => [device, count]),
    [
      [phone, 1],
      [other, 2],
    ],
  );
  t.deepEqual(
    plan.all().map(({ count }) => count),
    [2],
  );
});

test('two equal faults fire each for itself', (t) => {
  const { plan, fired } = planOf(
    { at: 'front-end.tls', do: 'no-close-notify' },
    { at: 'front-end.tls', do: 'no-close-notify' },
  );
  const planned = interferenceOf(plan.for('front-end.tls', { device: phone }));
  const second = planned?.actions[1];
  t.truthy(second);
  if (second) planned?.fired(second);
  t.is(fired.length, 1);
  t.deepEqual(
    plan.all().map(({ count }) => count),
    [0, 1],
  );
});

test('no faults, no interference', (t) => {
  t.is(interferenceOf(FaultPlan.none.for('front-end.tls', { device: phone })), undefined);
  t.deepEqual(FaultPlan.none.unfired(), []);
});

test('a flood of devices forgets the oldest, not the busy', (t) => {
  const { armed } = planOf({ at: 'front-end.tls', do: 'reset', when: { nth: 2 } });
  armed('old');
  armed('busy');
  for (let device = 0; device < MAX_COUNTED_DEVICES - 1; device++) armed(`flood-${device}`);
  t.deepEqual(armed('busy'), ['reset']);
  t.deepEqual(armed('old'), [], 'its first occasion is forgotten');
});

test('what a fault makes is what acceptTls carries out', (t) => {
  const chain = { tls: { cert: 'a', key: 'b' }, identity: {} } as unknown as ReturnType<FaultResources['chain']>;
  const plan = new FaultPlan(
    [
      parsed({ at: 'web.tls', do: 'refuse-connection' }),
      parsed({ at: 'web.tls', do: 'alert', alert: 'unknown_ca', level: 'warning', stage: 'finished' }),
      parsed({ at: 'web.tls', do: 'wrong-version', version: 'TLS 1.2' }),
      parsed({ at: 'web.tls', do: 'slow-flight', recordBytes: 7, pause: 9 }),
      parsed({ at: 'web.tls', do: 'swap-chain', certificate: { profile: 'self-signed' } }),
      parsed({ at: 'web.tls', do: 'stall', stage: 'established' }),
    ],
    {
      resources: { ...resources, chain: ({ profile }) => (profile === 'self-signed' ? chain : resources.chain({})) },
      record: () => {},
    },
  );
  t.deepEqual(interferenceOf(plan.for('web.tls', {}))?.actions, [
    { do: 'reset', at: 'connection' },
    { do: 'alert', at: 'finished', alert: 'unknown_ca', level: 'warning' },
    { do: 'wrong-version', version: 0x0303 },
    { do: 'slow-flight', recordBytes: 7, pauseMs: 9 },
    { do: 'swap-chain', ...chain },
    { do: 'stall', at: 'established' },
  ]);
});
