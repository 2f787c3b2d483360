import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { bundledFolder } from '../../harness/scenario/catalogue.js';
import { catalogueEntries, catalogueRows, entryOf, searchSymptom } from '../../harness/scenario/entry.js';
import { indexPage } from '../../harness/scenario/index-page.js';

const entries = catalogueEntries();

/** Rows of the failure catalogue: trust, TLS, network, authentication, updates, and what is no failure. */
const rows = Object.entries({ T: 24, P: 5, N: 10, A: 11, U: 13, Z: 5 }).flatMap(([letter, count]) =>
  Array.from({ length: count }, (_, index) => `${letter}${String(index + 1).padStart(2, '0')}`),
);
test('every row of the failure catalogue has a scenario', (t) => {
  t.is(rows.length, 68);
  const shown = new Set(entries.flatMap(({ source }) => catalogueRows(source)));
  t.deepEqual(
    rows.filter((row) => !shown.has(row)),
    [],
  );
  t.deepEqual(
    [...shown].filter((row) => !rows.includes(row)),
    [],
    'rows that the catalogue does not have',
  );
});

test('rows are read from what a source says', (t) => {
  t.deepEqual(catalogueRows('TechNet; failure catalogue T01, T02 and T20, cause of T20 unknown'), [
    'T01',
    'T02',
    'T20',
  ]);
  t.deepEqual(catalogueRows('Failure catalogue N08'), ['N08']);
  t.deepEqual(catalogueRows('RFC 2246 7.2; T01'), []);
});

for (const { id, summary, source, symptom, finding, cures } of entries) {
  test(`${id} says what happens, where that is documented, and what cures it`, (t) => {
    t.regex(summary, /\.$/);
    t.true(source.length > 0, 'a source');
    if (finding !== undefined) t.truthy(symptom, 'what somebody sees');
    // A fault by itself is there for its own sake; an incident is there for its cure.
    if (symptom !== undefined && !id.startsWith('faults/')) t.not(cures.length, 0, 'a cure');
  });
}

test('the index page is that of the scenarios; `mock-lync list --index` makes it', (t) => {
  t.is(readFileSync(join(bundledFolder, 'INDEX.md'), 'utf8'), indexPage(entries));
});

test('a symptom leads to the scenarios in which it is seen, then to those that speak of it', (t) => {
  const found = searchSymptom(entries, 'connecting to LYNC server');
  t.true(found.length >= 10);
  t.regex(found[0]?.symptom ?? '', /Connecting to Lync Server/);
  t.deepEqual(
    searchSymptom(entries, 'terminal pin authentication').map(({ id }) => id),
    [],
  );
  t.is(searchSymptom(entries, 'PIN again and again')[0]?.id, 'web-ticket/pin-service-fails');
  t.true(
    searchSymptom(entries, 'wildcard').some(({ id }) => id === 'trust/wildcard'),
    'by its summary',
  );
});

const ill = `
id: a/b
summary: It fails.
expect: { outcome: sign-in-failed, finding: untrusted-root, screen: Connecting to Lync Server }
variants:
  - { name: cured, expect: { outcome: signed-in, finding: none } }
  - { name: no better, expect: { outcome: signed-in, finding: exchange-untrusted } }
  - { name: the same }
`;

test('an entry has the display as its symptom, and only what heals as a cure', (t) => {
  const entry = entryOf(ill, 'x.yaml');
  t.is(entry.symptom, 'Connecting to Lync Server');
  t.deepEqual(entry.cures, ['cured']);
  t.deepEqual(entry.variants, ['as reported', 'cured', 'no better', 'the same']);
  t.is(entryOf(ill.replace('summary', 'symptom: Nothing moves.\nsummary'), 'x.yaml').symptom, 'Nothing moves.');
  const well = entryOf(ill.replace('sign-in-failed, finding: untrusted-root', 'signed-in'), 'x.yaml');
  t.is(well.symptom, undefined);
  t.deepEqual(well.cures, []);
});

test('a file that is no scenario is refused by name', (t) => {
  for (const text of ['summary: without an id', ': :\n- {']) {
    t.is(t.throws(() => entryOf(text, 'x.yaml'), { instanceOf: HarnessError })?.code, 'SCENARIO_INVALID');
  }
});
