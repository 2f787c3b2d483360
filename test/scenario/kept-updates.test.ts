import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import type { HarnessError } from '../../harness/foundation/errors/index.js';
import { Pool } from '../../harness/pool/index.js';
import { keepUpdates } from '../../harness/scenario/kept-updates.js';

const web = 'web.contoso.test';
const key = { deviceType: 'UCPhone', brand: 'Polycom', model: 'CX600', revision: 'A', locale: 'ENU' };
const deployed = { rules: [{ ...key, approved: '4.0.7577.4066' }], testDevices: [{ serial: 'X-1' }] };

function folder(t: ExecutionContext): string {
  const path = mkdtempSync(join(tmpdir(), 'mock-lync-rules-'));
  t.teardown(() => rmSync(path, { recursive: true, force: true }));
  return path;
}

/** The rules of one process, and what could not be written. */
function started(path: string) {
  const { updates } = new Pool();
  const failures: HarnessError[] = [];
  keepUpdates(path, updates, (error) => failures.push(error));
  return { rules: updates.rules(deployed, web), failures };
}

test('what an administrator changed is there after a restart, in the place of what is deployed', (t) => {
  const path = folder(t);
  const { rules } = started(path);
  const [rule] = rules.list();
  t.is(rule?.approved, '4.0.7577.4066');
  rules.import(web, key, '4.0.7577.4420');
  rules.approve(rule?.id ?? '');
  rules.import(web, key, '4.0.7577.4451');
  rules.import('other.contoso.test', { ...key, model: 'CX500' }, '4.0.7577.4420');
  rules.addTestDevice({ mac: '00:04:f2:aa:bb:cc' });
  rules.removeTestDevice({ serial: 'X-1' });
  t.is(statSync(join(path, 'update-rules.json')).mode & 0o777, 0o600);

  const again = started(path).rules;
  t.deepEqual(again.list(), JSON.parse(JSON.stringify(rules.list())));
  t.like(again.of(rule?.id ?? ''), { approved: '4.0.7577.4420', pending: '4.0.7577.4451', restore: '4.0.7577.4066' });
  t.deepEqual(again.testDevices(), [{ mac: '0004f2aabbcc' }]);
  again.restore(rule?.id ?? '');
  t.is(started(path).rules.of(rule?.id ?? '')?.approved, '4.0.7577.4066');
});

test('a file that is none of these is refused with the place, and left as it is', (t) => {
  const path = folder(t);
  const file = join(path, 'update-rules.json');
  for (const [content, place] of [
    ['{', /JSON/],
    ['{"rules":[{"id":"x"}],"testDevices":[]}', /rules\.0/],
    ['{"rules":[],"testDevices":[{"mac":"x"}]}', /testDevices\.0/],
  ] as const) {
    writeFileSync(file, content);
    const error = t.throws(() => started(path), { code: 'FILE_UNREADABLE' });
    t.regex(error?.message ?? '', place);
    t.is(readFileSync(file, 'utf8'), content);
  }
});

test('a change that cannot be written is told, and counts in this process', (t) => {
  const path = folder(t);
  const { failures, rules } = started(join(path, 'gone'));
  rules.import(web, key, '4.0.7577.4420');
  t.is(failures[0]?.code, 'FILE_UNWRITABLE');
  t.is(rules.list()[0]?.pending, '4.0.7577.4420');
});
