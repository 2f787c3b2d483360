import type { Mutant } from './mutant.js';

const RECORDABLE = ['test/servers/front-end/recordable.test.js'];
const FILE = 'harness/servers/front-end/connection/recordable.js';

export const mutants: Mutant[] = [
  {
    name: 'a body is recorded as it is',
    file: FILE,
    find: 'if (body.length > 0)',
    replace: 'if (false)',
    tests: RECORDABLE,
  },
  {
    name: 'a step of a handshake is recorded as it is',
    file: FILE,
    find: ' || /gssapi-data/i.test(value)',
    replace: '',
    tests: RECORDABLE,
  },
  {
    name: 'credentials of other schemes are recorded as they are',
    file: FILE,
    find: "!value.includes('qop=') || ",
    replace: '',
    tests: RECORDABLE,
  },
  {
    name: 'a cookie is told from other headers by its length alone, and that is not known',
    file: FILE,
    find: '[...SECRET_NAMES, ...CREDENTIALS]',
    replace: 'CREDENTIALS',
    tests: RECORDABLE,
  },
  {
    name: 'an element in a header is recorded as it is',
    file: FILE,
    find: '&& SECRET_ELEMENT.test(value)',
    replace: '&& false',
    tests: RECORDABLE,
  },
];
