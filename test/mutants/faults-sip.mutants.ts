import type { Mutant } from './mutant.js';

const answers = ['test/servers/front-end/answer-faults.test.js'];
const sip = ['test/faults/sip.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'an unsigned answer is signed all the same',
    file: 'harness/servers/front-end/outcome.js',
    find: "signature === 'none'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a bad signature is a good one',
    file: 'harness/servers/front-end/outcome.js',
    find: "signature !== 'broken'",
    replace: 'true',
    tests: answers,
  },
  {
    name: 'a number nobody used is repeated',
    file: 'harness/servers/front-end/outcome.js',
    find: "signature === 'stale' && security.signedBefore",
    replace: "signature === 'stale'",
    tests: answers,
  },
  {
    name: 'a repeated number is a new one',
    file: 'harness/authentication/security-association/security-association.js',
    find: 'extra.repeatNumber ? this.#sent : this.#sent + 1',
    replace: 'this.#sent + 1',
    tests: answers,
  },
  {
    name: 'a changed status counts as a sign-in',
    file: 'harness/servers/front-end/outcome.js',
    find: 'answer.status === response.status',
    replace: 'true',
    tests: answers,
  },
  {
    name: 'a dropped answer leaves',
    file: 'harness/servers/front-end/connection/deliver.js',
    find: "delivery.do === 'drop'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a reset answers all the same',
    file: 'harness/servers/front-end/connection/deliver.js',
    find: "delivery.do === 'reset'",
    replace: 'false',
    tests: answers,
  },
  {
    name: 'a change that changes nothing fires',
    file: 'harness/faults/sip/disturb.js',
    find: 'if (after !== changed)',
    replace: 'if (true)',
    tests: sip,
  },
  {
    name: 'a fault of the signature fires before anything is signed',
    file: 'harness/faults/sip/disturb.js',
    find: 'signed = () => fault.fired();',
    replace: 'fault.fired();',
    tests: sip,
  },
];
