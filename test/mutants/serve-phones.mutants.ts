import type { Mutant } from './mutant.js';

const tests = ['test/scenario/lab/watch.test.js'];
const file = 'harness/scenario/lab/attempt.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'every phone of several is judged by what is said of all',
    file,
    find: '!alone && spec.mac === this.#device',
    replace: 'false',
    tests,
  },
  {
    name: 'another phone’s fault is missed of everybody',
    file,
    find: 'device === this.#device);\n        const records',
    replace: 'true);\n        const records',
    tests,
  },
  {
    name: 'whose section it is shows with the first name alone',
    file,
    find: 'this.#device = device;\n        this.#judged = undefined;',
    replace: 'this.#judged = undefined;',
    tests,
  },
];
