import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { type HistoryEntry, LabHistory, macOf } from '../../../harness/scenario/lab/index.js';
import { resetPhone } from '../../../harness/scenario/lab/reset.js';

function file(t: ExecutionContext): string {
  const folder = mkdtempSync(join(tmpdir(), 'mock-lync-history-'));
  t.teardown(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, 'history.jsonl');
}

const passed: HistoryEntry = {
  ...{ at: '2026-11-19T10:00:00.000Z', device: 'm', firmware: '4.0.7577.4366', scenario: 's', variant: 'v' },
  ...{ status: 'passed', reason: 'All are met.', outcome: 'signed-in', finding: 'none', version: '0' },
};
const failed: HistoryEntry = {
  ...{
    ...passed,
    at: '2026-11-25T10:00:00.000Z',
    status: 'failed',
    outcome: 'sign-in-failed',
    finding: 'untrusted-root',
  },
};
const now = new Date('2026-11-26T12:00:00Z');

test('this phone passed last week: kept in a file, told when it comes again', (t) => {
  const place = file(t);
  const history = LabHistory.open(place);
  t.deepEqual(history.told('m', 's', 'v', now), []);
  history.add(passed);
  t.is(statSync(place).mode & 0o777, 0o600);
  const again = LabHistory.open(place);
  t.deepEqual(again.told('m', 's', 'v', now), [
    'It passed this on 2026-11-19 (7 days ago), with firmware 4.0.7577.4366.',
  ]);
  again.add(failed);
  t.deepEqual(LabHistory.open(place).told('m', 's', 'v', now), [
    'It failed (untrusted-root) this on 2026-11-25 (yesterday), with firmware 4.0.7577.4366.',
    'It passed on 2026-11-19 (7 days ago), with firmware 4.0.7577.4366.',
  ]);
  t.regex(again.told('m', 's', 'w', now)[0] ?? '', /new to this variant; last it failed/);
  t.deepEqual(again.told('another', 's', 'v', now), []);
});

test('half a line is the end of a process that was killed; anything else is named', (t) => {
  const place = file(t);
  writeFileSync(place, `${JSON.stringify(passed)}\n{"at":"20`);
  t.is(LabHistory.open(place).entries.length, 1);
  writeFileSync(place, `${JSON.stringify(passed)}\nnonsense\n`);
  t.throws(() => LabHistory.open(place), { message: /:2: it is no JSON/ });
  writeFileSync(place, `${JSON.stringify({ ...passed, status: 'maybe' })}\n`);
  t.throws(() => LabHistory.open(place), { message: /:1: status: / });
});

test('a MAC in any usual notation is the same MAC, and nothing else is one', (t) => {
  for (const given of ['00:04:F2:aa:bb:cc', '00-04-f2-aa-bb-cc', '0004f2aabbcc', '0004.f2aa.bbcc']) {
    t.is(macOf(given), '00:04:f2:aa:bb:cc', given);
  }
  for (const given of ['', '00:04:f2', '00:04:f2:aa:bb:cg', '00:04:f2:aa:bb:cc:dd', 'phone'])
    t.is(macOf(given), undefined);
});

test('the reset command is told which phone, its failure says what it wrote, and one that hangs is ended', async (t) => {
  const place = file(t);
  const names = { mac: '00:04:f2:aa:bb:cc', scenario: 's', variant: 'v' };
  await resetPhone(`echo "$MOCK_LYNC_MAC $MOCK_LYNC_SCENARIO $MOCK_LYNC_VARIANT" > ${place}`, names);
  t.is(readFileSync(place, 'utf8'), '00:04:f2:aa:bb:cc s v\n');
  await t.throwsAsync(resetPhone('echo no socket >&2; exit 3', names), { message: /exit code 3, no socket/ });
  await t.throwsAsync(resetPhone('sleep 600', names, 50), { message: /ended by SIGKILL/ });
});
