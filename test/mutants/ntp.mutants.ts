import type { Mutant } from './mutant.js';

const server = 'harness/servers/ntp/server.js';
const tests = ['test/servers/ntp/server.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: "the client's transmit time does not come back",
    file: server,
    find: 'originate: request.transmit',
    replace: 'originate: request.originate',
    tests,
  },
  {
    name: 'a packet that is no request is answered',
    file: server,
    find: 'if (answerMode === undefined)',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'a version nobody knows is answered',
    file: server,
    find: 'version < VERSIONS.oldest || version > VERSIONS.newest',
    replace: 'false',
    tests,
  },
  {
    name: 'every client is answered with version 4',
    file: server,
    find: 'version: request.version',
    replace: 'version: 4',
    tests,
  },
];
