import type { Mutant } from './mutant.js';

const ATTACKS = ['test/servers/web/xml-attacks.test.js'];
const UNACCEPTABLE = 'harness/servers/web/unacceptable.js';

export const mutants: Mutant[] = [
  {
    name: 'a compressed body is taken for what it is not',
    file: UNACCEPTABLE,
    find: 'if (encoding !== undefined && ',
    replace: 'if (false && ',
    tests: ATTACKS,
  },
  {
    name: 'broken XML goes to the handlers',
    file: UNACCEPTABLE,
    find: 'return saysXml && notXml',
    replace: 'return false && notXml',
    tests: ATTACKS,
  },
  {
    name: 'the device update service refuses what is not XML',
    file: UNACCEPTABLE,
    find: '!TOLERANT.test(path)',
    replace: 'true',
    tests: ATTACKS,
  },
  {
    name: 'what was refused is not kept',
    file: UNACCEPTABLE,
    find: 'unknownRequest(exchange, notXmlAnswer(notXml))',
    replace: 'notXmlAnswer(notXml)',
    tests: ATTACKS,
  },
  {
    name: 'a crossed limit is a bad request like others',
    file: 'harness/servers/web/answers.js',
    find: "problem.code === 'WIRE_TOO_LARGE' ? 413 : 400",
    replace: '400',
    tests: ATTACKS,
  },
  {
    name: 'headers that are too large are a bad request like others',
    file: 'harness/servers/web/broken-request.js',
    find: "REASONS[code ?? '']",
    replace: "REASONS['']",
    tests: ['test/servers/web/http.test.js'],
  },
];
