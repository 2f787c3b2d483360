import test from 'ava';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { changeTable } from '../../harness/scenario/changes/table.js';

test('every kind of change has a bundled scenario that runs whole', (t) => {
  const used = new Set(
    selectScenarios([]).flatMap(({ variants }) =>
      variants.flatMap(({ changes }) => changes.map((change) => change.do)),
    ),
  );
  t.deepEqual(
    changeTable.map((kind) => kind.do).filter((word) => !used.has(word)),
    [],
  );
});
