import type { Mutant } from './mutant.js';

const tests = ['test/cli/phone/keypad.test.js'];
const keypad = 'harness/cli/phone/keypad.js';
const drive = 'harness/cli/phone/drive.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'any line is a number',
    file: keypad,
    find: 'return /^\\+?[0-9][0-9 ().-]{0,39}$/.test(line);',
    replace: 'return true;',
    tests,
  },
  {
    name: 'cancel answers the question',
    file: keypad,
    find: "line.toLowerCase() === 'cancel'",
    replace: 'false',
    tests,
  },
  {
    name: 'what was asked is asked for ever',
    file: keypad,
    find: 'isQuestion ? next : undefined',
    replace: 'isQuestion ? next : this.#asked',
    tests,
  },
  {
    name: 'every phone takes a number',
    file: keypad,
    find: 'this.#model.pin && isNumber(line)',
    replace: 'isNumber(line)',
    tests,
  },
  {
    name: 'what every object has is a key',
    file: keypad,
    find: 'Object.hasOwn(combinations, keys)',
    replace: 'true',
    tests,
  },
  { name: 'an account needs no domain', file: keypad, find: "account.domain === ''", replace: 'false', tests },
  {
    name: 'any number of keys waits',
    file: drive,
    find: 'this.#waiting.length >= MAX_WAITING_KEYS',
    replace: 'false',
    tests,
  },
  {
    name: 'who touched the phone once touches it for ever',
    file: drive,
    find: 'this.#waiting.length === 0 && this.#touched.signal.aborted',
    replace: 'false',
    tests,
  },
  {
    name: 'what is drawn after a line is drawn over it',
    file: 'harness/cli/phone/screen-view.js',
    find: "this.#drawn = '';\n    }",
    replace: '}',
    tests: ['test/cli/phone/screen-view.test.js'],
  },
];
