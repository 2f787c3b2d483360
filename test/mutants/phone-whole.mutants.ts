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
  {
    name: 'a server steers the terminal of whoever watches the phone',
    file: 'harness/cli/phone/printable.js',
    find: "'·'",
    replace: "'$&'",
    tests: ['test/cli/phone/step-report.test.js', 'test/cli/phone/screen-view.test.js'],
  },
  {
    name: 'what a phone saw in one step is told of the next',
    file: 'harness/cli/phone/step-report.js',
    find: "if (state === 'started') {\n            this.#seen = [];",
    replace: "if (state === 'started') {",
    tests: ['test/cli/phone/step-report.test.js'],
  },
  {
    name: 'a principal name keeps the domain beside it',
    file: 'harness/phone/account-name.js',
    find: "text.includes('@') ? '' : domain",
    replace: 'domain',
    tests: ['test/phone/account-name.test.js'],
  },
  {
    name: 'the SIP address is a name of the account in spite of an explicit principal name',
    file: 'harness/deployment/account-names.js',
    find: 'principalName ?? sipAddress',
    replace: 'sipAddress',
    tests: ['test/phone/account-name.test.js'],
  },
];
