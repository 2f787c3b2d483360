import test from 'ava';
import type { Diagnosis, Finding } from '../../harness/diagnosis/index.js';
import type { JournalEvent } from '../../harness/journal/index.js';
import { explainExpectations } from '../../harness/scenario/expectations/explain.js';
import { judge } from '../../harness/scenario/expectations/judge.js';
import type { ExpectSpec } from '../../harness/scenario/schema/expect.js';
import { event } from '../events.js';

const events: JournalEvent[] = [
  event(1, 'dhcp.reply', { message: 'DHCPACK', mac: 'm', sent: [120, 43], withheld: [] }),
  event(2, 'tls.refused', { by: 'phone', how: 'alert', alert: 'unknown_ca', when: 'after-certificate', afterMs: 3 }),
  event(3, 'front-end.register', { user: 'alice@contoso.com', step: 'unauthenticated' }),
];
const finding: Finding = { id: 'untrusted-root', sentence: 's', evidence: [], remedies: [], source: 's' };
const diagnosis: Diagnosis = { device: 'm', outcome: 'sign-in-failed', findings: [finding] };

function statuses(expect: Partial<ExpectSpec>, screen: string | undefined = 'Off') {
  const records = judge({ outcome: 'sign-in-failed', ...expect }, { events, diagnosis, screen });
  return records.slice(1).map(({ status, instead }) => [status, instead]);
}

test('what happened as expected is met', (t) => {
  t.deepEqual(
    statuses({
      finding: 'untrusted-root',
      events: ['dhcp.reply', { 'tls.refused': { by: 'phone' } }, { never: 'front-end.signed-in' }],
      screen: 'Off',
    }),
    [
      ['met', undefined],
      ['met', undefined],
      ['met', undefined],
      ['met', undefined],
      ['met', undefined],
    ],
  );
});

test('a wrong outcome, finding or screen is missing, with what was instead', (t) => {
  const [outcome] = judge({ outcome: 'signed-in' }, { events, diagnosis, screen: '' });
  t.deepEqual([outcome?.status, outcome?.instead], ['missing', 'expected signed-in, was sign-in-failed']);
  t.deepEqual(statuses({ finding: 'none' }), [['missing', 'expected none, was untrusted-root']]);
  t.deepEqual(statuses({ screen: 'On' }), [['missing', 'expected On, was Off']]);
});

test('a phone the harness never saw has not signed in', (t) => {
  const [outcome] = judge({ outcome: 'signed-in' }, { events: [], diagnosis: undefined, screen: undefined });
  t.is(outcome?.status, 'missing');
});

test('a missing event names the nearest miss', (t) => {
  t.deepEqual(statuses({ events: [{ 'tls.refused': { by: 'server', how: 'alert' } }] }), [
    ['missing', 'nearest is event 2: by expected "server", was "phone"'],
  ]);
  t.deepEqual(statuses({ events: ['ntp.reply'] }), [['missing', 'no ntp.reply happened at all']]);
  t.deepEqual(statuses({ events: [{ 'dhcp.reply': { sent: [43] } }] }), [
    ['missing', 'nearest is event 1: sent expected [43], was [120,43]'],
  ]);
});

test('events out of order are missing, and the report says so', (t) => {
  t.deepEqual(statuses({ events: ['front-end.register', 'dhcp.reply'] }), [
    ['met', undefined],
    ['missing', 'it happened as event 1, before the event expected ahead of it'],
  ]);
});

test('never covers the whole run, before and after', (t) => {
  t.deepEqual(statuses({ events: ['front-end.register', { never: 'dhcp.reply' }] }), [
    ['met', undefined],
    ['unexpected', 'it happened as event 1'],
  ]);
  t.deepEqual(statuses({ events: [{ never: { 'tls.refused': { how: 'close' } } }] }), [['met', undefined]]);
});

test('a real phone’s screen is not observable', (t) => {
  const records = judge({ outcome: 'sign-in-failed', screen: 'On' }, { events, diagnosis, screen: undefined });
  t.is(records[1]?.status, 'not-observable');
});

test('every expectation explains itself in a sentence', (t) => {
  t.deepEqual(
    explainExpectations({
      outcome: 'signed-in',
      finding: 'none',
      events: [{ 'tls.refused': { by: 'phone' } }, { never: 'front-end.register' }],
      screen: 'On',
    }),
    [
      'The Front End accepts the phone’s signed REGISTER.',
      'The diagnosis finds nothing wrong.',
      'tls.refused with by "phone" happens, in this order.',
      'front-end.register never happens.',
      'The phone’s screen ends on “On”.',
    ],
  );
});

test('the firmware at the end: met, missing with what it was, not observable with a real phone', (t) => {
  const firmware = (actual?: string) => {
    const expect: ExpectSpec = { outcome: 'sign-in-failed', phone: { firmware: '4.0.7577.4420' } };
    return judge(expect, { events, diagnosis, screen: '', firmware: actual }).find(({ kind }) => kind === 'firmware');
  };
  t.is(firmware('4.0.7577.4420')?.status, 'met');
  t.like(firmware('4.0.7577.4066'), { status: 'missing', instead: 'expected 4.0.7577.4420, was 4.0.7577.4066' });
  t.is(firmware()?.status, 'not-observable');
  t.is(firmware()?.explain, 'The phone runs firmware 4.0.7577.4420 at the end.');
});
