import type { Mutant } from './mutant.js';

const clock = 'harness/foundation/clock/scenario-clock.js';
const tests = ['test/foundation/clock.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'of the entries of a map of the latest the newest goes',
    file: 'harness/foundation/latest-map.js',
    find: 'this.#oldest = (this.#oldest + 1) % this.#limit',
    replace: '',
    tests: ['test/foundation/latest-map.test.js'],
  },
  {
    name: 'a map of the latest forgets nothing',
    file: 'harness/foundation/latest-map.js',
    find: 'this.#values.delete(gone)',
    replace: '',
    tests: ['test/foundation/latest-map.test.js'],
  },
  {
    name: 'another value makes an entry young',
    file: 'harness/foundation/latest-map.js',
    find: 'if (!this.#values.has(key))',
    replace: '',
    tests: ['test/foundation/latest-map.test.js'],
  },
  {
    name: 'the collector takes the time limit',
    file: 'harness/foundation/time-limit.js',
    find: 'return { signal: either.signal, end }',
    replace: 'return { signal: AbortSignal.any([other, AbortSignal.timeout(ms)]), end }',
    tests: ['test/foundation/time-limit.test.js'],
  },
  {
    name: 'a time limit that is over still ends what it limited',
    file: 'harness/foundation/time-limit.js',
    find: 'clearTimeout(timer)',
    replace: '',
    tests: ['test/foundation/time-limit.test.js'],
  },
  {
    name: 'a wait is skipped while another participant works',
    file: clock,
    find: '[...this.#participants].every(',
    replace: '[...this.#participants].some(',
    tests,
  },
  {
    name: 'an answer on its way is timed out by a skip',
    file: clock,
    find: 'network ? QUIET_TICKS : 0',
    replace: '0',
    tests,
  },
  {
    name: 'a stall of the process counts as silence',
    file: clock,
    find: 'return this.#jumpAfter(ticks - 1, generation)',
    replace: 'return setTimeout(() => this.#jump(generation), 0)',
    tests: ['test/foundation/clock-stall.test.js'],
  },
  {
    name: 'advancing ends waits that are not due',
    file: clock,
    find: 'deadline <= now)',
    replace: 'true)',
    tests,
  },
  {
    name: 'a wait rings although an earlier one called it off',
    file: clock,
    find: 'if (!this.#waits.has(wait))',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'a wait that was called off keeps the process alive',
    file: clock,
    find: 'this.#timer?.unref();',
    replace: '{}',
    tests,
  },
  {
    name: 'an earlier wait waits for the timer of a later one',
    file: clock,
    find: 'this.#ringsAt <= deadline',
    replace: 'true',
    tests,
  },
  {
    name: 'a secret shows itself in JSON',
    file: 'harness/foundation/secret.js',
    find: "toJSON() {\n        return '***';",
    replace: 'toJSON() {\n        return this.#value;',
    tests: ['test/foundation/random-and-secret.test.js'],
  },
  {
    name: 'random bytes run out',
    file: 'harness/foundation/primitives/random-pool.js',
    find: 'used + length > POOL_BYTES',
    replace: 'false',
    tests: ['test/foundation/primitives/random-pool.test.js'],
  },
  {
    name: 'the same random bytes are given again',
    file: 'harness/foundation/primitives/random-pool.js',
    find: 'used = 0;\n    }\n    used += length;',
    replace: '}\n    used = length;',
    tests: ['test/foundation/primitives/random-pool.test.js'],
  },
];
