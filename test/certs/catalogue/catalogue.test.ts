import { readFileSync } from 'node:fs';
import test from 'ava';
import { defects } from '../../../certs/authorities/index.js';
import { verdictOf } from './ask.js';
import { type Judge, judges } from './case.js';
import { catalogue } from './catalogue.js';
import { cataloguePage, pageFile } from './page.js';

for (const group of new Set(catalogue.map(({ id }) => id.split('/')[0]))) {
  const cases = catalogue.filter(({ id }) => id.startsWith(`${group}/`));
  test(`${group}: every judge says what its ${cases.length} cases expect`, async (t) => {
    for (const one of cases) {
      for (const judge of Object.keys(judges) as Judge[]) {
        const verdict = await verdictOf(one, judge);
        const answer = verdict.trusted ? 'trusted' : verdict.reason;
        t.is(answer, one.expect[judge], `${one.id}, ${judge}: ${verdict.trusted ? verdict.anchor : verdict.sentence}`);
      }
    }
  });
}

test('the catalogue is large, its ids are unique, and its features say something', (t) => {
  t.true(catalogue.length >= 150);
  t.is(new Set(catalogue.map(({ id }) => id)).size, catalogue.length);
  for (const { description, features } of catalogue) {
    t.regex(description, /^[A-Z].*\.$/);
    t.true(features.length > 0);
  }
});

test('every defect that can be minted is in a case, those OpenSSL cannot sign or read aside', (t) => {
  const used = new Set(catalogue.flatMap((one) => one.defects ?? []));
  const missing = defects.map(({ id }) => id).filter((id) => !used.has(id));
  t.deepEqual(missing, ['leaf-md2']);
});

test('the page is that of the cases', (t) => {
  t.is(readFileSync(pageFile, 'utf8'), cataloguePage(), 'write it anew: node dist/test/certs/catalogue/write-page.js');
});
