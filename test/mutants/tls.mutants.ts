import type { Mutant } from './mutant.js';

const connect = ['connect', 'connect-odd-servers', 'connect-openssl'].map((name) => `test/tls/${name}.test.js`);

export const mutants: readonly Mutant[] = [
  {
    name: 'the phone’s judgement of a chain is ignored',
    file: 'harness/tls/phone-handshake.js',
    find: 'this.#judgement = this.#options.judge(chain);',
    replace: 'this.#judgement = { ...this.#options.judge(chain), accept: true };',
    tests: connect,
  },
  {
    name: 'a handshake without any judgement is accepted',
    file: 'harness/tls/phone-handshake.js',
    find: 'if (this.#judgement?.accept || (resumed && !this.#judgement)) {',
    replace: 'if (this.#judgement?.accept !== false) {',
    tests: connect,
  },
  {
    name: 'a refusal by closing still completes the handshake',
    file: 'harness/tls/phone-handshake.js',
    find: "return this.#judgement?.accept === false && this.#options.refusal !== 'close-after-handshake';",
    replace: "return this.#judgement?.accept === false && this.#options.refusal === 'alert';",
    tests: connect,
  },
];
