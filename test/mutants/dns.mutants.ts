import type { Mutant } from './mutant.js';

const server = 'harness/servers/dns/server.js';
const query = 'harness/servers/dns/query.js';
const response = 'harness/servers/dns/response.js';
const zone = 'harness/servers/dns/zone.js';
const nameTests = ['test/servers/dns/names.test.js'];
const messageTests = ['test/servers/dns/messages.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a name that does not exist is answered with NOERROR',
    file: 'harness/servers/dns/known-answers.js',
    find: 'exists ? responseCode.noError : responseCode.nxDomain',
    replace: 'responseCode.noError',
    tests: nameTests,
  },
  {
    name: 'another type of an existing name is answered with NXDOMAIN',
    file: 'harness/servers/dns/known-answers.js',
    find: 'exists ? responseCode.noError',
    replace: 'exists && sections.answers.length > 0 ? responseCode.noError',
    tests: nameTests,
  },
  {
    name: 'names are compared with their capitals',
    file: zone,
    find: 'zone.records.get(name.toLowerCase())',
    replace: 'zone.records.get(name)',
    tests: nameTests,
  },
  {
    name: 'a zone is handed out as a whole',
    file: server,
    find: 'zoneTransfers.includes(query.type)',
    replace: 'false',
    tests: messageTests,
  },
  {
    name: 'a response is answered',
    file: query,
    find: '(flags & 0x8000) !== 0',
    replace: 'false',
    tests: messageTests,
  },
  {
    name: 'a label with a dot matches two labels',
    file: query,
    find: 'question.isHostName ? question.name : undefined',
    replace: 'question.name',
    tests: messageTests,
  },
  {
    name: 'an answer too long for UDP is sent whole',
    file: response,
    find: 'whole.length <= limit',
    replace: 'true',
    tests: messageTests,
  },
  {
    name: 'an answer that was cut is not marked',
    file: response,
    find: 'truncated ? TRUNCATED_RESPONSE : 0',
    replace: '0',
    tests: messageTests,
  },
  {
    name: 'an answer that is given again keeps the first query’s number',
    file: 'harness/servers/dns/response.js',
    find: 'response.writeUInt16BE(query.id, 0);',
    replace: 'if (!known) response.writeUInt16BE(query.id, 0);',
    tests: ['test/servers/dns/repeated.test.js'],
  },
  {
    name: 'an answer is given again whatever the client takes',
    file: 'harness/servers/dns/response.js',
    find: 'const known = forms.get(form)',
    replace: 'const known = [...forms.values()][0]',
    tests: ['test/servers/dns/repeated.test.js'],
  },
  {
    name: 'answers leave within the turn, before the journal is written',
    file: 'harness/servers/sockets/replies.js',
    find: 'setImmediate(this.#leave)',
    replace: 'process.nextTick(this.#leave)',
    tests: ['test/servers/replies.test.js'],
  },
  {
    name: 'what waits when the socket closes never leaves',
    file: 'harness/servers/sockets/replies.js',
    find: `close() {
        this.#leave();`,
    replace: `close() {
        this.#waiting = [];`,
    tests: ['test/servers/replies.test.js'],
  },
  {
    name: 'an answer to port 0 is sent',
    file: 'harness/servers/sockets/replies.js',
    find: ' || port === 0',
    replace: '',
    tests: ['test/servers/replies.test.js'],
  },
  {
    name: 'an answer is sent by a socket that is closed',
    file: 'harness/servers/sockets/replies.js',
    find: 'if (this.#closed || ',
    replace: 'if (',
    tests: ['test/servers/replies.test.js'],
  },
];
