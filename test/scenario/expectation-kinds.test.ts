import test, { type ExecutionContext } from 'ava';
import type { Diagnosis } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { type ExpectationRecord, expectationKinds } from '../../harness/reports/record.js';
import { assign } from '../../harness/scenario/expectations/any-order.js';
import { explainExpectations } from '../../harness/scenario/expectations/explain.js';
import { judge, type RunEvidence } from '../../harness/scenario/expectations/judge.js';
import { expectationWords } from '../../harness/scenario/expectations/kinds.js';
import { refusalTypes } from '../../harness/scenario/expectations/nothing-else.js';
import { type ExpectSpec, expectSchema } from '../../harness/scenario/schema/expect.js';
import { event } from '../events.js';

const lab = { service: 'lab' } as const;
const events: JournalEvent[] = [
  event(
    1,
    'lab.started',
    {
      ...{ scenario: 's', variant: 'v', seed: '1', date: 'd', sipDomain: 'contoso.test', hosts: {} },
      endpoints: { 'front-end': '127.0.0.1:5061', web: '127.0.0.1:443', ntp: '127.0.0.1:123' },
      closed: ['web-http'],
    },
    lab,
  ),
  event(
    2,
    'dhcp.reply',
    { message: 'DHCPACK', mac: 'm', sent: [120, 43], withheld: [] },
    { service: 'dhcp', elapsed: 1000 },
  ),
  event(3, 'ntp.reply', {} as never, { service: 'ntp', elapsed: 2000 }),
  event(
    4,
    'front-end.signed-in',
    { user: 'alice@contoso.test', epid: 'aa', scheme: 'NTLM', expires: 600 },
    { service: 'front-end', elapsed: 60_000 },
  ),
  event(
    5,
    'front-end.signed-out',
    { user: 'alice@contoso.test', epid: 'aa' },
    { service: 'front-end', elapsed: 400_000 },
  ),
  event(6, 'web-ticket.refused', { problem: 'wrong-pin' } as never, { service: 'web', elapsed: 400_100 }),
  event(7, 'lab.server-stopped', { endpoint: 'front-end' }, lab),
];
const diagnosis: Diagnosis = { device: 'm', outcome: 'signed-in', findings: [] };
const run: RunEvidence = { events, diagnosis, screen: 'Signed in', firmware: '4.0.7577.4420' };

function judged(written: unknown, more: Partial<RunEvidence> = {}): ExpectationRecord[] {
  return judge(expectSchema.parse(written), { ...run, ...more });
}

function only(t: ExecutionContext, written: unknown, more: Partial<RunEvidence> = {}): ExpectationRecord {
  const records = judged(written, more);
  t.is(records.length, 1);
  return records[0] as ExpectationRecord;
}

const fault = { at: 'web.tls', do: 'reset', sentence: 'At the web services’ TLS port: reset.' } as const;
const change = { do: 'stop', sentence: 'After tls.refused, it is stopped.', instead: 'it never was' };

/** Of each kind one that is met, and its twin that must fail. */
const twins: Readonly<
  Record<(typeof expectationKinds)[number], readonly [unknown, unknown, Partial<RunEvidence>?, Partial<RunEvidence>?]>
> = {
  outcome: [{ outcome: 'signed-in' }, { outcome: 'sign-in-failed' }],
  finding: [{ finding: 'none' }, { finding: 'untrusted-root' }],
  event: [{ events: ['ntp.reply'] }, { events: ['dns.query'] }],
  any: [{ events: [{ any: ['ntp.reply', 'dhcp.reply'] }] }, { events: [{ any: ['ntp.reply', 'dns.query'] }] }],
  count: [{ events: [{ 'ntp.reply': {}, count: 1 }] }, { events: [{ 'ntp.reply': {}, count: 2 }] }],
  never: [{ events: [{ never: 'dns.query' }] }, { events: [{ never: 'ntp.reply' }] }],
  'nothing-else': [{ nothingElse: ['tls.refused'] }, { nothingElse: 'refusals' }],
  screen: [{ screen: 'Signed in' }, { screen: 'Off' }],
  firmware: [{ phone: { firmware: '4.0.7577.4420' } }, { phone: { firmware: '4.0.7577.4100' } }],
  fault: [{}, {}, { faults: [{ ...fault, count: 1 }] }, { faults: [{ ...fault, count: 0 }] }],
  change: [{}, {}, { changes: [{ ...change, made: true }] }, { changes: [{ ...change, made: false }] }],
};

for (const kind of expectationKinds) {
  test(`${kind}: met, and its twin fails and is listed with what was instead`, (t) => {
    const [good, bad, goodRun, badRun] = twins[kind];
    t.like(only(t, good, goodRun), { kind, status: 'met' });
    const failed = only(t, bad, badRun);
    t.is(failed.kind, kind);
    t.true(failed.status === 'missing' || failed.status === 'unexpected', failed.status);
    t.truthy(failed.instead);
    t.regex(failed.explain, /^[A-Za-z].*\.$/s);
    t.regex(expectationWords[kind].explain, /^[A-Z].*\.$/);
  });
}

test('within is about the time since the event before, or the start', (t) => {
  const late = only(t, { events: [{ 'front-end.signed-in': {}, within: '59s' }] });
  t.is(late.instead, 'it happened as event 4, too late: after 60.0 s');
  t.is(only(t, { events: [{ 'front-end.signed-in': {}, within: '60s' }] }).status, 'met');
  const statuses = (within: string) =>
    judged({ events: ['front-end.signed-in', { 'front-end.signed-out': {}, within }] }).map(({ status }) => status);
  t.deepEqual(statuses('339s'), ['met', 'missing']);
  t.deepEqual(statuses('340s'), ['met', 'met']);
  t.is(only(t, { events: [{ any: ['ntp.reply', 'front-end.signed-in'], within: '59s' }] }).status, 'missing');
  t.is(only(t, { events: [{ any: ['ntp.reply', 'front-end.signed-in'], within: '1m' }] }).status, 'met');
});

test('a captured value is used again: by name of the field, by path, and as it is with two signs', (t) => {
  const statuses = (used: object) =>
    judged({ events: [{ 'front-end.signed-in': {}, as: 'first' }, { 'front-end.signed-out': used }] }).map(
      ({ status }) => status,
    );
  t.deepEqual(statuses({ epid: '$first', user: '$first.user' }), ['met', 'met']);
  t.deepEqual(statuses({ epid: '$first.user' }), ['met', 'missing']);
  t.deepEqual(statuses({ epid: '$$first' }), ['met', 'missing']);
  const lost = judged({
    events: [{ 'front-end.lapsed': {}, as: 'first' }, { 'front-end.signed-out': { epid: '$first' } }],
  });
  t.is(lost[1]?.instead, '"$first" stands for an event that did not happen');
});

test('names nobody captured, and names given twice, are refused before anything runs', (t) => {
  const refused = (items: unknown[], message: RegExp) => {
    const result = expectSchema.safeParse({ events: items });
    t.regex(result.error?.issues[0]?.message ?? '', message);
  };
  refused([{ 'front-end.signed-out': { epid: '$frist' } }], /no earlier event is captured as "frist"/);
  refused(
    [{ 'ntp.reply': {}, as: 'first' }, { 'lab.started': { hosts: { y: '$frist.a' } } }],
    /did you mean "\$first"\?/,
  );
  refused(
    [
      { 'ntp.reply': {}, as: 'a' },
      { 'ntp.reply': {}, as: 'a' },
    ],
    /"a" names an earlier event already/,
  );
  refused([{ 'ntp.reply': {}, never: 'dns.query' }], /one event type with its fields, or never, or any/);
  refused([{ never: 'dns.query', count: 1 }], /count goes with an event that happens/);
  refused([{ any: ['dns.query', 'ntp.reply'], as: 'a' }], /as goes with one event/);
  refused([{ 'ntp.reply': {}, count: 1, within: '1m' }], /within goes with an event that has its place/);
  refused([{ 'ntp.reply': {}, count: { min: 2, max: 1 } }], /min is not above max/);
});

test('counts: at least, at most, between, with the events that are too many', (t) => {
  const of = (count: unknown) => only(t, { events: [{ 'front-end.signed-in': {}, count }] });
  t.is(of({ min: 1 }).status, 'met');
  t.is(of({ max: 1 }).status, 'met');
  t.is(of({ min: 0, max: 3 }).status, 'met');
  t.like(of({ max: 0 }), { status: 'unexpected', instead: 'expected not once, was once: events 4' });
  t.like(of({ min: 2 }), { status: 'missing', instead: 'expected at least 2 times, was once' });
  t.is(of({ min: 2, max: 3 }).explain, 'front-end.signed-in happens 2 to 3 times in the whole run.');
});

test('nothing else: what fits an expected event is expected', (t) => {
  t.is(judged({ events: ['web-ticket.refused'], nothingElse: 'refusals' })[1]?.status, 'met');
  t.is(judged({ events: [{ never: 'web-ticket.issued' }], nothingElse: 'refusals' })[1]?.status, 'unexpected');
  t.is(judged({ events: [{ never: 'web-ticket.refused' }], nothingElse: 'refusals' })[1]?.status, 'unexpected');
  t.like(judged({ events: [{ 'web-ticket.refused': { problem: 'other' } }], nothingElse: 'refusals' })[1], {
    status: 'unexpected',
    instead: 'event 6, web-ticket.refused at web',
  });
  for (const type of ['tls.refused', 'front-end.refused', 'harness.error', 'web.unknown-request'] as const) {
    t.true(refusalTypes.includes(type));
  }
});

test('a near miss shows every field beside what it was, and what the harness had ready', (t) => {
  const wanted = { user: 'alice@contoso.test', scheme: 'TLS-DSK', certificate: 'AA' };
  const missed = only(t, { events: [{ 'front-end.signed-in': wanted }] });
  t.deepEqual(missed.nearest, {
    ...{ seq: 4, type: 'front-end.signed-in' },
    fields: [
      { field: 'user', expected: '"alice@contoso.test"', actual: '"alice@contoso.test"', same: true },
      { field: 'scheme', expected: '"TLS-DSK"', actual: '"NTLM"', same: false },
      { field: 'certificate', expected: '"AA"', actual: 'absent', same: false },
    ],
  });
  t.deepEqual(missed.ready, ['front-end listened at 127.0.0.1:5061 until it was stopped (event 7).']);
});

test('what was ready: ports that listened or were kept closed, faults in the way, changes', (t) => {
  const made = event(8, 'change.made', { do: 'stop', sentence: 'It was stopped.' }, lab);
  const standing = [{ ...fault, count: 2 }];
  const { instead, ready } = only(t, { events: ['web-ticket.issued'] }, { events: [...events, made], standing });
  t.is(instead, 'no web-ticket.issued happened at all; the last of its kind is event 6, web-ticket.refused');
  t.deepEqual(ready, [
    'web listened at 127.0.0.1:443, 1 events there.',
    'At the web services’ TLS port: reset. (carried out 2 times)',
    'Changed: It was stopped.',
  ]);
  t.deepEqual(only(t, { events: ['root-chain.served'] }).ready, [
    'web-http was kept closed by the scenario.',
    'web listened at 127.0.0.1:443, 1 events there.',
  ]);
  t.deepEqual(only(t, { events: [{ 'tls.refused': { service: 'ntp' } }] }).ready, [
    'ntp listened at 127.0.0.1:123, 1 events there.',
  ]);
});

test('places for wishes are found where there are any, whoever comes first', (t) => {
  t.deepEqual(assign([[1, 2], [1]]), [2, 1]);
  t.deepEqual(assign([[1], [1]]), [1, undefined]);
  t.deepEqual(assign([[1, 2, 3], [1, 2], [1]]), [3, 2, 1]);
  t.deepEqual(assign([[], [7]]), [undefined, 7]);
});

test('any order goes on behind the last of its events', (t) => {
  const statuses = judged({ events: [{ any: ['front-end.signed-in', 'dhcp.reply'] }, 'ntp.reply'] }).map(
    ({ status }) => status,
  );
  t.deepEqual(statuses, ['met', 'missing']);
});

test('every new expectation explains itself', (t) => {
  const written: ExpectSpec = expectSchema.parse({
    events: [
      { 'front-end.signed-in': { user: 'a' }, within: '5m', as: 'first' },
      { any: ['dhcp.reply', 'ntp.reply'] },
      { 'front-end.keep-alive': {}, count: { min: 3 } },
    ],
    nothingElse: ['tls.refused'],
  });
  t.deepEqual(explainExpectations(written), [
    'front-end.signed-in with user "a" happens within 5m of the one before, in this order. It is kept as $first.',
    'These happen in whichever order: dhcp.reply; ntp.reply.',
    'front-end.keep-alive happens at least 3 times in the whole run.',
    'Of tls.refused nothing happens but what is expected above.',
  ]);
});
