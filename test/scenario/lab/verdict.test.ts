import test from 'ava';
import type { ExpectationRecord } from '../../../harness/reports/index.js';
import { decide, decideNow, type Standing, usualPatience } from '../../../harness/scenario/lab/index.js';

const met: ExpectationRecord = { kind: 'event', explain: 'It happens.', status: 'met' };
const missing: ExpectationRecord = { kind: 'event', explain: 'This too.', status: 'missing', instead: 'no such thing' };
const broken: ExpectationRecord = {
  kind: 'never',
  explain: 'It never happens.',
  status: 'unexpected',
  instead: 'it did',
};
const unseen: ExpectationRecord = { kind: 'screen', explain: 'The screen says so.', status: 'not-observable' };

const { failedSettleMs, limitMs, settleMs, silentMs } = usualPatience;

function verdict(more: Partial<Standing>) {
  const usual: Standing = {
    ...{ records: [met], due: true, expected: 'signed-in', outcome: 'signed-in', quietMs: 0, ageMs: 1000 },
    ...{ completeMs: undefined, contradictedMs: undefined },
  };
  return decide({ ...usual, ...more }, usualPatience);
}

test('everything met for a while is passed, no sooner', (t) => {
  t.is(verdict({ completeMs: settleMs - 1 }), undefined);
  t.like(verdict({ completeMs: settleMs }), { status: 'passed', because: 'met' });
});

test('a failure that is expected has to last longer, for the phone may try another way', (t) => {
  const failing = { expected: 'sign-in-failed', outcome: 'sign-in-failed' } as const;
  t.is(verdict({ ...failing, completeMs: failedSettleMs - 1 }), undefined);
  t.like(verdict({ ...failing, completeMs: failedSettleMs }), { status: 'passed' });
});

test('where nothing has to come, only silence passes', (t) => {
  const failing = { expected: 'sign-in-failed', outcome: 'sign-in-failed', due: false, completeMs: 60_000 } as const;
  t.is(verdict({ ...failing, quietMs: silentMs - 1 }), undefined);
  t.like(verdict({ ...failing, quietMs: silentMs }), { status: 'passed' });
});

test('what must never happen fails at once, and is named', (t) => {
  const found = verdict({ records: [met, broken], completeMs: undefined });
  t.like(found, { status: 'failed', because: 'forbidden' });
  t.regex(found?.reason ?? '', /It never happens\. But it did\./);
});

test('a phone that signs in though it is not to fails soon', (t) => {
  const records = [{ ...missing, kind: 'outcome' } as const];
  const signedIn = { records, expected: 'sign-in-failed' } as const;
  t.is(verdict({ ...signedIn, contradictedMs: settleMs - 1 }), undefined);
  t.like(verdict({ ...signedIn, contradictedMs: settleMs }), { status: 'failed', because: 'contradicted' });
});

test('silence and the end of its time fail it, with what is open and the nearest miss', (t) => {
  const records = [met, missing, missing];
  t.is(verdict({ records, quietMs: silentMs - 1 }), undefined);
  const silent = verdict({ records, quietMs: silentMs });
  t.like(silent, { status: 'failed', because: 'silent' });
  t.regex(silent?.reason ?? '', /silent for 90 s\. Not met: This too \(no such thing\)\. And 1 more\./);
  t.like(verdict({ records, ageMs: limitMs }), { status: 'failed', because: 'time' });
});

test('what only the emulated phone can show is not missed, and said', (t) => {
  const found = verdict({ records: [met, unseen], completeMs: settleMs });
  t.is(found?.reason, 'The one expectation is met. 1 can be seen with the emulated phone alone.');
});

test('a run that has to end now passes when all is met and fails otherwise', (t) => {
  t.is(decideNow([met, unseen], 'Its time is over.').status, 'passed');
  t.like(decideNow([met, missing], 'Its time is over.'), {
    status: 'failed',
    reason: 'Its time is over. Not met: This too (no such thing).',
  });
});
