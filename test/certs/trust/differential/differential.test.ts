import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { differencesPage } from './differences.js';
import { pageFile } from './page-file.js';
import { CHAINS, runDifferential, SEED } from './run.js';

test('generated chains: the standard profile agrees with openssl verify, and the phone differs by named rules only', async (t) => {
  if (spawnSync('openssl', ['version']).status !== 0) {
    t.log('skipped: openssl is not installed');
    t.pass();
    return;
  }
  const { accepted, count, phone, standard } = await runDifferential(SEED, CHAINS);
  t.is(count, CHAINS);
  t.true(accepted > count / 5 && accepted < (count * 4) / 5, `openssl accepts ${accepted} of ${count}`);
  t.deepEqual(
    standard.filter(({ because }) => because === undefined).map(({ title }) => title),
    [],
    'every disagreement with the standard profile has a known reason',
  );
  t.true(standard.length > 0, 'the last second of a certificate is among the questions');
  t.deepEqual(
    phone.filter(({ rules }) => rules === undefined || rules.length === 0).map(({ title }) => title),
    [],
    'every disagreement of the phone comes from rules of its profile',
  );
  t.true(phone.length > 20);
  t.is(
    readFileSync(pageFile, 'utf8'),
    differencesPage({ phone, standard }),
    'write it anew: differential/write-page.js',
  );
  t.log(
    `${count} chains, openssl accepts ${accepted}; disagreements: standard ${standard.length}, phone ${phone.length}`,
  );
});
