import test from 'ava';
import { FaultPlan, type FaultSpec } from '../../../harness/faults/index.js';
import type { EventDetails, EventHead, EventType, JournalEvent } from '../../../harness/journal/index.js';
import { type Decided, LabWatch, usualPatience, type Watcher } from '../../../harness/scenario/lab/index.js';
import { MOST_JUDGED_A_TICK } from '../../../harness/scenario/lab/watch.js';
import { parseScenario } from '../../../harness/scenario/load.js';
import { event } from '../../events.js';

const scenario = parseScenario(
  `
id: test/watch
summary: For tests.
phone: { model: CX600, firmware: 4.0.7577.4420, signIn: pin, user: jeff }
expect:
  outcome: signed-in
  events: [ ntp.reply, { front-end.signed-in: { user: jeff@contoso.test } }, { never: front-end.refused } ]
variants:
  - { name: another, expect: { outcome: sign-in-failed, finding: wrong-pin } }
`,
  'watch.yaml',
);
const [variant, another] = scenario.variants;
if (!variant || !another) throw new Error('the scenario has two variants');

const mac = '00:04:f2:00:00:01';
const other = '00:04:f2:00:00:02';

class Bench {
  readonly decided: Decided[] = [];
  readonly progress: string[] = [];
  readonly began: string[] = [];
  readonly watch: LabWatch;
  #seq = 0;

  constructor(judged?: string, served = variant, faults = FaultPlan.none) {
    const watcher: Watcher = {
      began: ({ device }) => this.began.push(device),
      progressed: (_card, { explain, status }, met, all) =>
        this.progress.push(`${status} ${met}/${all} ${explain.split(' ')[0]}`),
      decided: (decided) => this.decided.push(decided),
    };
    this.watch = new LabWatch(served as NonNullable<typeof variant>, faults, {
      patience: usualPatience,
      watcher,
      ...(judged !== undefined && { judged: (card) => card.mac === judged }),
    });
  }

  take<T extends EventType>(
    atMs: number,
    type: T,
    details: EventDetails[T],
    device = mac,
    head: Partial<EventHead> = {},
  ) {
    this.watch.take(event(++this.#seq, type, details, { device, ...head }) as JournalEvent, atMs);
    this.watch.tick(atMs);
  }

  inform(atMs: number, device = mac, address = '10.0.0.20') {
    const details = { message: 'DHCPINFORM', mac: device, address, asked: [43] };
    this.take(atMs, 'dhcp.request', details, device, { service: 'dhcp' });
  }

  time(atMs: number, device = mac) {
    this.take(atMs, 'ntp.reply', { date: '2014-11-15T09:00:00Z', stratum: 2, leap: 0 }, device);
  }

  signIn(atMs: number, device = mac, epid = 'aa') {
    this.take(
      atMs,
      'front-end.signed-in',
      { user: 'jeff@contoso.test', epid, scheme: 'TLS-DSK', expires: 600 },
      device,
    );
  }
}

test('a phone is followed from its first message to its verdict, expectation by expectation', (t) => {
  const bench = new Bench();
  bench.inform(0);
  bench.time(1000);
  bench.signIn(2000);
  t.deepEqual(bench.progress, ['met 1/3 ntp.reply', 'met 3/3 The', 'met 3/3 front-end.signed-in']);
  bench.watch.tick(4999);
  t.deepEqual(bench.decided, []);
  bench.watch.tick(5000);
  t.like(bench.decided[0], { verdict: { status: 'passed' }, card: { device: mac } });
  bench.watch.tick(100_000);
  t.is(bench.decided.length, 1);
});

test('two phones at once have each their own way', (t) => {
  const bench = new Bench();
  bench.inform(0);
  bench.inform(0, other, '10.0.0.21');
  bench.time(1000);
  bench.signIn(2000);
  bench.signIn(2000, other, 'bb');
  bench.watch.tick(6000);
  t.deepEqual(
    bench.decided.map(({ card, verdict }) => [card.device, verdict.status]),
    [[mac, 'passed']],
  );
  bench.watch.tick(93_000);
  t.like(bench.decided[1], { verdict: { status: 'failed', because: 'silent' }, card: { device: other } });
  t.regex(bench.decided[1]?.verdict.reason ?? '', /Not met: ntp\.reply.*It signed in as jeff/);
});

const several = parseScenario(
  `
id: test/several
summary: Two phones, and whoever else comes.
phones:
  lobby:
    mac: ${mac}
    model: CX600
    firmware: 4.0.7577.4420
    signIn: pin
    user: jeff
    faults: [ { at: dhcp.inform, do: omit-option, code: 43 } ]
    expect: { outcome: sign-in-failed, events: [ ntp.reply ] }
  office:
    mac: ${other}
    model: CX600
    firmware: 4.0.7577.4420
    signIn: pin
    user: jeff
    expect: { outcome: signed-in }
expect: { events: [ { ntp.reply: {} }, { front-end.signed-in: {} } ] }
`,
  'several.yaml',
);

const noChain = () => {
  throw new RangeError('no chain here');
};
const resources = { chain: noChain, published: noChain };

test('of several phones each is judged by its own section and faults; anybody else by what is said of all', (t) => {
  const [served] = several.variants;
  const specs = served?.phones.flatMap(({ faults, spec }) =>
    faults.map((fault) => ({ ...fault, when: { device: spec.mac } })),
  );
  const plan = new FaultPlan((specs ?? []) as FaultSpec[], { resources, record: () => {} });
  const bench = new Bench(undefined, served, plan);
  const third = '00:04:f2:00:00:03';
  for (const [index, device] of [mac, third].entries()) {
    bench.inform(0, device, `10.0.0.2${index}`);
    bench.time(0, device);
  }
  // By its address at first: whose section is its own shows with its MAC.
  const address = 'ip:10.0.0.22';
  bench.signIn(0, address, 'bb');
  bench.inform(1, other, '10.0.0.22');
  bench.signIn(2, third, 'cc');
  const open = (device: string) =>
    bench.watch
      .attempt(device)
      ?.judge(plan.all())
      .records.filter(({ status }) => status === 'missing')
      .map(({ explain }) => explain.slice(0, 10));
  t.deepEqual(open(mac), ['A fault is'], 'its own fault is missed');
  t.deepEqual(open(other), []);
  t.deepEqual(open(third), []);
  t.is(bench.watch.attempt(other)?.device, other);
  bench.watch.tick(60_000);
  t.deepEqual(
    bench.decided.map(({ card, judged, verdict }) => [card.device, verdict.status, judged.outcome]),
    [
      [third, 'passed', 'signed-in'],
      [other, 'passed', 'signed-in'],
    ],
  );
});

test('what has no device concerns every attempt; keep-alives are no sign of life', (t) => {
  const bench = new Bench();
  bench.inform(0);
  for (let at = 10_000; at < 90_000; at += 10_000) bench.take(at, 'front-end.keep-alive', { by: 'client' });
  bench.watch.tick(90_000);
  t.like(bench.decided[0]?.verdict, { because: 'silent' });
});

test('what must never happen ends it at once', (t) => {
  const bench = new Bench();
  bench.inform(0);
  bench.take(10, 'front-end.refused', { user: 'jeff@contoso.test', status: 403, errorId: 1, problem: 'disabled' });
  t.like(bench.decided[0]?.verdict, { status: 'failed', because: 'forbidden' });
});

test('after a verdict the next start is an attempt of its own, and what is left of the last one is not', (t) => {
  const bench = new Bench();
  bench.inform(0);
  bench.time(0);
  bench.signIn(0);
  bench.watch.tick(3000);
  bench.time(4000);
  bench.inform(5000);
  t.is(bench.began.length, 1);
  bench.time(50_000);
  t.is(bench.began.length, 1);
  bench.inform(60_000);
  t.is(bench.began.length, 2);
});

test('a phone seen by its address before its MAC is one phone, and keeps what it did', (t) => {
  const bench = new Bench();
  bench.time(0, 'ip:10.0.0.20');
  bench.inform(1000);
  bench.signIn(2000);
  bench.watch.tick(5000);
  t.deepEqual(
    bench.decided.map(({ card, verdict }) => [card.device, verdict.status]),
    [[mac, 'passed']],
  );
});

test('another variant begins with nothing, and its own expectations', (t) => {
  const bench = new Bench();
  bench.inform(0);
  bench.time(0);
  bench.watch.serve(another, FaultPlan.none);
  bench.signIn(1000);
  bench.watch.tick(4000);
  t.like(bench.decided[0], { variant: { name: 'another' }, verdict: { because: 'contradicted' } });
});

test('with one phone under test others are not judged', (t) => {
  const bench = new Bench(mac);
  bench.inform(0, other);
  bench.watch.tick(100_000);
  t.deepEqual(bench.decided, []);
  t.deepEqual(bench.began, []);
  bench.inform(100_000);
  bench.watch.tick(190_000);
  t.is(bench.decided[0]?.card.device, mac);
});

test('a clock that is moved on is no silence, and a phone that is reset begins anew', (t) => {
  const bench = new Bench();
  bench.inform(0);
  const { device: _nobody, ...moved } = event(50, 'clock.advanced', { ms: 86_400_000 }, { service: 'control' });
  bench.watch.take(moved as JournalEvent, 86_400_000);
  bench.watch.tick(86_400_100);
  t.deepEqual(bench.decided, []);
  t.true(bench.watch.isBusy(86_400_100, 90_000));
  bench.watch.restart(mac);
  t.is(bench.watch.attempt(mac), undefined);
  bench.time(86_401_000);
  t.is(bench.watch.attempt(mac)?.events.length, 1 + 1);
});

test('of very many attempts each has its turn, and the one phone among them its verdict', (t) => {
  const bench = new Bench();
  const watch = bench.watch;
  const strangers = Array.from({ length: 2 * MOST_JUDGED_A_TICK + 10 }, (_, index) => `02:00:00:00:00:${index}`);
  for (const [index, device] of [...strangers, mac].entries()) {
    const details = { message: 'DHCPDISCOVER', mac: device, address: '0.0.0.0', asked: [43] };
    watch.take(event(index + 1, 'dhcp.request', details, { device, service: 'dhcp' }) as JournalEvent, 0);
  }
  watch.tick(100_000);
  t.is(bench.decided.length, MOST_JUDGED_A_TICK, 'so many fall silent in the first look');
  watch.tick(100_001);
  watch.tick(100_002);
  t.is(bench.decided.length, strangers.length + 1);
  t.is(new Set(bench.decided.map(({ card }) => card.device)).size, strangers.length + 1);
});

test('of very many attempts that go on none is looked at twice before all were', (t) => {
  const bench = new Bench();
  const watch = bench.watch;
  const devices = Array.from({ length: MOST_JUDGED_A_TICK + 10 }, (_, index) => `02:00:00:00:00:${index}`);
  const time = { date: '2014-11-15T09:00:00Z', stratum: 2, leap: 0 };
  for (const [index, device] of devices.entries()) {
    watch.take(event(index + 1, 'ntp.reply', time, { device, service: 'ntp' }) as JournalEvent, 0);
  }
  watch.tick(1);
  t.is(bench.progress.filter((line) => line.includes('ntp.reply')).length, MOST_JUDGED_A_TICK);
  watch.tick(2);
  t.is(bench.progress.filter((line) => line.includes('ntp.reply')).length, devices.length);
});

test('what a phone does while its power is being cycled counts from its start on, and is not judged before', (t) => {
  const bench = new Bench();
  bench.take(0, 'front-end.refused', { user: 'jeff@contoso.test', status: 403, errorId: 1, problem: 'x' });
  bench.watch.hold(mac);
  bench.take(10, 'front-end.refused', { user: 'jeff@contoso.test', status: 403, errorId: 1, problem: 'x' });
  for (const message of ['DHCPDISCOVER', 'DHCPINFORM']) {
    bench.take(20, 'dhcp.request', { message, mac, address: '10.0.0.20', asked: [43] });
  }
  bench.time(30);
  bench.watch.tick(100_000);
  t.deepEqual(bench.decided.length, 1, 'what it was refused before it was held');
  bench.watch.release(mac);
  t.deepEqual(
    bench.watch.attempt(mac)?.events.map(({ type }) => type),
    ['dhcp.request', 'dhcp.request', 'ntp.reply'],
  );
  bench.signIn(100_010);
  bench.watch.tick(104_000);
  t.like(bench.decided[1], { verdict: { status: 'passed' } });
});

test('a phone that does not start while its power is being cycled begins with what it does next', (t) => {
  const bench = new Bench();
  bench.watch.hold(mac);
  bench.time(10);
  bench.watch.release(mac);
  t.is(bench.watch.attempt(mac), undefined);
  bench.inform(20);
  t.is(bench.watch.attempt(mac)?.events.length, 1);
});
