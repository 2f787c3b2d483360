import type { Mutant } from './mutant.js';

const tests = ['test/tls/client-records.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'what follows a record of data in the same piece is not seen',
    file: 'harness/tls/clear-reader.js',
    find: 'header !== undefined && RECORD_HEADER_LENGTH + header.length === bytes.length',
    replace: 'header !== undefined',
    tests,
  },
  {
    name: 'the rest of a record is taken for a record of data',
    file: 'harness/tls/clear-reader.js',
    find: 'this.#records.pending > 0 || ',
    replace: '',
    tests,
  },
  {
    name: 'an alert that data overtook is forgotten',
    file: 'harness/tls/client-records.js',
    find: '!this.#readable || this.#alertRecord || ',
    replace: '!this.#readable || ',
    tests,
  },
  {
    name: 'an alert of TLS 1.3 is taken for more data',
    file: 'harness/tls/client-records.js',
    find: ' || bytes.length === TLS13_ALERT_LENGTH)',
    replace: ')',
    tests,
  },
];
