import type { Mutant } from './mutant.js';

const tests = ['test/scenario/lab/watch.test.js'];
const file = 'harness/scenario/lab/attempt.js';

const sections = 'harness/scenario/lab/sections.js';
const taking = ['test/scenario/lab/sections.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'what a phone does while the reset command waits is lost',
    file: 'harness/scenario/lab/watch.js',
    find: 'if (!start)',
    replace: 'if (true)',
    tests,
  },
  {
    name: 'a phone is judged by what it did before it lost its power',
    file: 'harness/scenario/lab/watch.js',
    find: 'event.seq >= start.seq',
    replace: 'true',
    tests,
  },
  {
    name: 'a phone whose power is being cycled is judged',
    file: 'harness/scenario/lab/watch.js',
    find: 'if (device === held)',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'two phones stand for the same one',
    file: sections,
    find: '!had.has(section)',
    replace: 'true',
    tests: taking,
  },
  {
    name: 'a phone stands for one of another model',
    file: sections,
    find: 'model === undefined || isModel(section, model)',
    replace: 'true',
    tests: taking,
  },
  {
    name: 'a phone stands for one that has a MAC of its own',
    file: sections,
    find: 'section.spec.mac === undefined &&\n            !had',
    replace: '!had',
    tests: taking,
  },
  {
    name: 'in the next variant a phone stands for another one',
    file: sections,
    find: 'this.#last.get(mac)) ?? free[0]',
    replace: "'') ?? free[0]",
    tests: taking,
  },
  {
    name: 'a phone that turns out to be of another model goes on to stand for the first',
    file: sections,
    find: 'if (!before.unsure ||',
    replace: 'if (true ||',
    tests: taking,
  },
  {
    name: 'what is to go wrong for a phone of the scenario goes wrong for nobody real',
    file: 'harness/scenario/roles.js',
    find: 'this.#readdress(before, mac)',
    replace: 'undefined',
    tests: taking,
  },
  {
    name: 'who stands for another phone keeps the faults of the first',
    file: 'harness/scenario/roles.js',
    find: 'this.#played.delete(other);',
    replace: 'continue;',
    tests: taking,
  },
  {
    name: 'every phone of several is judged by what is said of all',
    file: sections,
    find: '!alone && spec.mac === mac',
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
