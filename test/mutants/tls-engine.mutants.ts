import type { Mutant } from './mutant.js';

const connection = 'harness/tls/engine/connection/engine-connection.js';
const server = 'harness/tls/engine/server/engine-server.js';
const alerts = ['test/tls/engine/alerts.test.js'];
const choices = ['test/tls/engine/choice-refusals.test.js'];
const refusals = ['test/tls/engine/handshake-refusals.test.js'];
const implicitRejection = ['test/tls/engine/implicit-rejection.test.js'];
const fuzzed = ['test/tls/engine/regress-fuzz.test.js'];
const promises = ['test/tls/engine/regress-promises.test.js'];
const port = ['test/tls/engine/regress-port.test.js'];
const memory = ['test/tls/engine/regress-memory.test.js'];

/** What the fuzz of the engine holds beside the mutants of its parts. */
export const mutants: readonly Mutant[] = [
  {
    name: 'a bad premaster is told by an alert at once',
    file: 'harness/tls/engine/rsa/premaster.js',
    find: 'const keep = oneIfNonZero(wrong) - 1;',
    replace: "if (wrong) throw new EngineAlert('decrypt_error', 'padding'); const keep = oneIfNonZero(wrong) - 1;",
    tests: implicitRejection,
  },
  {
    name: 'keys are given before Finished',
    file: connection,
    find: 'if (!this.#established || this.secrets === undefined)',
    replace: 'if (this.secrets === undefined)',
    tests: promises,
  },
  {
    name: 'a client’s certificate is shown before its possession is proved',
    file: server,
    find: 'return this.#peerChain;',
    replace: 'return this.#claimed?.chain ?? this.#peerChain;',
    tests: promises,
  },
  {
    name: 'a session is kept before the client’s Finished',
    file: server,
    find: "this.#step = this.#claimed === undefined ? 'ChangeCipherSpec' : 'CertificateVerify';",
    replace:
      "this.#step = this.#claimed === undefined ? 'ChangeCipherSpec' : 'CertificateVerify'; this.#keepSession(this.secrets);",
    tests: promises,
  },
  {
    name: 'the handshake hash covers the header of an SSLv2 hello',
    file: 'harness/tls/engine/server/sslv2-opening.js',
    find: 'covered: held.subarray(2, length)',
    replace: 'covered: held.subarray(0, length)',
    tests: fuzzed,
  },
  {
    name: 'a ChangeCipherSpec of any value is taken',
    file: connection,
    find: 'if (fragment[0] !== 1)',
    replace: 'if (false)',
    tests: refusals,
  },
  {
    name: 'an alert of an unknown level is a warning',
    file: 'harness/tls/engine/connection/alert-joiner.js',
    find: "if (level !== 'warning' && level !== 'fatal')",
    replace: 'if (false)',
    tests: alerts,
  },
  {
    name: 'a hello without null compression is served',
    file: 'harness/tls/engine/server/negotiation.js',
    find: 'if (!hello.compression.includes(0))',
    replace: 'if (false)',
    tests: refusals,
  },
  {
    name: 'the client takes compression',
    file: 'harness/tls/engine/client/server-hello.js',
    find: 'if (hello.compression !== 0)',
    replace: 'if (false)',
    tests: choices,
  },
  {
    name: 'a ServerHelloDone may have a body',
    file: 'harness/tls/engine/client/engine-client.js',
    find: "checkEmpty('ServerHelloDone', body);",
    replace: '',
    tests: choices,
  },
  {
    name: 'a Finished of any length is compared',
    file: 'harness/tls/engine/connection/finished.js',
    find: 'if (body.length !== expected.length)',
    replace: 'if (false)',
    tests: refusals,
  },
  {
    name: 'a connection that is over keeps what it was sent',
    file: 'harness/tls/engine/connection/record-channel.js',
    find: 'this.records.discard();',
    replace: '{}',
    tests: memory,
  },
  {
    name: 'a port refuses a hello that it cannot read without a word',
    file: 'harness/tls/accept.js',
    find: "flight.kind === 'unreadable' ? encodeAlert('fatal', flight.alert) : undefined",
    replace: "flight.kind === 'unreadable' ? undefined : undefined",
    tests: port,
  },
  {
    name: 'an alert that waits behind the flight is cut off',
    file: 'harness/tls/accept.js',
    find: 'if (tap.destroyed)',
    replace: 'if (true)',
    tests: port,
  },
];
