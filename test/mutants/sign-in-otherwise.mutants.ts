import type { Mutant } from './mutant.js';

const tests = ['test/phone/sign-in-otherwise.test.js'];
const file = 'harness/phone/phone.js';

export const mutants: readonly Mutant[] = [
  { name: 'what is typed anew is not heard', file, find: 'this.#typed = typed;', replace: '', tests },
  {
    name: 'who signs in otherwise keeps the certificate of before',
    file,
    find: 'forgetUser(this.#memory);\n        this.#typed',
    replace: 'this.#typed',
    tests,
  },
  {
    name: 'what nobody can type is typed anew',
    file,
    find: 'checkTyped(typed, this.#model);',
    replace: '',
    tests,
  },
];
