import type { Mutant } from './mutant.js';

const run = 'harness/scenario/run/run.js';
const watchdog = 'harness/scenario/run/watchdog.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'the order of a run does not come from its seed',
    file: 'harness/scenario/run/order.js',
    find: "new SeededRandom(seed).derive('order')",
    replace: "new SeededRandom('x').derive('order')",
    tests: ['test/scenario/run/order.test.js'],
  },
  {
    name: 'what takes long begins anywhere',
    file: 'harness/scenario/run/order.js',
    find: '>= LONG_STAY_MS',
    replace: '< 0',
    tests: ['test/scenario/run/order.test.js'],
  },
  {
    name: 'records stand in the order of the work',
    file: run,
    find: 'records[next.place] = record',
    replace: 'records[records.filter(Boolean).length] = record',
    tests: ['test/scenario/run/threads.test.js'],
  },
  {
    name: 'a hung run is never ended',
    file: watchdog,
    find: 'controller.abort(',
    replace: 'void (',
    tests: ['test/scenario/run/watchdog.test.js'],
  },
  {
    name: 'a run that goes on counts as hung',
    file: watchdog,
    find: 'events.length === seen ? quiet + 1 : 0',
    replace: 'events.length === seen ? quiet + 1 : quiet + 1',
    tests: ['test/scenario/run/watchdog.test.js'],
  },
];
