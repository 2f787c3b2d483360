import type { Mutant } from './mutant.js';

const client = 'harness/phone/network/http/web-client.js';
const pinTests = ['test/phone/pin-safety.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'the PIN goes over plain http where metadata say so',
    file: client,
    find: 'if (!this.#mayGo(asked, url))',
    replace: 'if (false)',
    tests: pinTests,
  },
  {
    name: 'the PIN is nothing that needs protection',
    file: 'harness/phone/web/ask-for-ticket.js',
    find: 'confidential: true',
    replace: 'confidential: false',
    tests: pinTests,
  },
  {
    name: 'a redirect takes the PIN to plain http',
    file: client,
    find: '&& this.#mayGo(asked, to)',
    replace: '',
    tests: pinTests,
  },
];
