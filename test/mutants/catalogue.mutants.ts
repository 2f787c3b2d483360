import type { Mutant } from './mutant.js';

const finding = (name: string) => `harness/diagnosis/findings/${name}.js`;
const tests = ['test/diagnosis/catalogue-findings.test.js'];
const entry = 'harness/scenario/entry.js';
const catalogue = ['test/catalogue/catalogue.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'any signature is the alternate one',
    file: finding('alternate-signature'),
    find: 'signature === ALTERNATE',
    replace: 'signature !== undefined',
    tests,
  },
  {
    name: 'a root that expires one day has expired',
    file: finding('built-in-root-expired'),
    find: 'Date.parse(notAfter) < Date.parse(flight.time)',
    replace: 'true',
    tests,
  },
  {
    name: 'the root that has expired is offered as the newer one',
    file: finding('built-in-root-expired'),
    find: 'Date.parse(notAfter) >= Date.parse(flight.time)',
    replace: 'true',
    tests,
  },
  {
    name: 'names are compared by their letters’ case',
    file: finding('name-not-in-certificate'),
    find: 'name.toLowerCase() === asked.name.toLowerCase()',
    replace: 'name === asked.name',
    tests,
  },
  {
    name: 'a host asked for afterwards counts',
    file: finding('name-not-in-certificate'),
    find: 'seq < before',
    replace: 'seq > 0',
    tests,
  },
  {
    name: 'a root handed out afterwards counts',
    file: finding('downloaded-root-refused'),
    find: 'seq < refused.seq',
    replace: 'seq > 0',
    tests,
  },
  {
    name: 'an issuing CA in the container for issuing CAs is wrong',
    file: finding('intermediate-published-as-root'),
    find: 'CONTAINER.test(dn) && ',
    replace: '',
    tests,
  },
  {
    name: 'a refused PIN is a failed service',
    file: finding('ticket-service-failed'),
    find: 'if (refused || issued)',
    replace: 'if (issued)',
    tests,
  },
  {
    name: 'a challenge is a Registrar that is never satisfied',
    file: finding('registrar-never-satisfied'),
    find: "scheme !== undefined && step !== 'unauthenticated' && ",
    replace: '',
    tests,
  },
  {
    name: 'a certificate is over before it ends',
    file: finding('server-certificate-expired'),
    find: 'Date.parse(notAfter) < Date.parse(flight.time)',
    replace: 'Date.parse(notAfter) > Date.parse(flight.time)',
    tests,
  },
  {
    name: 'a variant with another finding cures',
    file: entry,
    find: "(expect.finding ?? 'none') === 'none'",
    replace: 'true',
    tests: catalogue,
  },
  {
    name: 'a search is minded by capitals',
    file: entry,
    find: 'words.toLowerCase()',
    replace: 'words',
    tests: catalogue,
  },
  {
    name: 'rows are read wherever they stand',
    file: entry,
    find: '/failure catalogue (',
    replace: '/(?:failure catalogue )?(',
    tests: catalogue,
  },
];
