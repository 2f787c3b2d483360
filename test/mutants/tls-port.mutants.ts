import type { Mutant } from './mutant.js';

const choose = ['test/tls/settings/choose-engine.test.js', 'test/tls/settings/openssl-agrees.test.js'];
const served = ['test/tls/settings/served-suites.test.js'];
const port = ['test/tls/accept/port.test.js'];
const socket = ['test/tls/socket/engine-socket.test.js'];
const closed = ['test/tls/accept/closed.test.js'];
const shape = ['test/wire/tls/hello-shape.test.js'];
const pfx = ['test/certs/authorities/pfx-key.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a hello without SNI is taken where SNI is demanded',
    file: 'harness/tls/settings/choose-engine.js',
    find: 'if (settings.requireServerName && hello.serverName === undefined) {',
    replace: 'if (false) {',
    tests: choose,
  },
  {
    name: 'OpenSSL is given a hello whose version has none of its suites',
    file: 'harness/tls/settings/choose-engine.js',
    find: 'version !== undefined && fits(suite, version) && serves(',
    replace: 'version !== undefined && serves(',
    tests: choose,
  },
  {
    name: 'a common curve is taken for granted',
    file: 'harness/tls/settings/choose-engine.js',
    find: "(suite.keyExchange !== 'ecdhe' || sharesGroup(hello))",
    replace: 'true',
    tests: choose,
  },
  {
    name: 'the engine serves a hello that does not offer TLS 1.0',
    file: 'harness/tls/settings/choose-engine.js',
    find: 'if (offersVersion(hello, tlsVersion.tls10) && own.some(',
    replace: 'if (own.some(',
    tests: choose,
  },
  {
    name: 'an alert of TLS 1.3 is written in a record of 1.3',
    file: 'harness/tls/settings/choose-engine.js',
    find: 'Math.min(agreed ?? hello.version, tlsVersion.tls12)',
    replace: '(agreed ?? hello.version)',
    tests: ['test/tls/settings/choose-engine.test.js'],
  },
  {
    name: 'a hello of SSL 3.0 can list its way to TLS 1.2',
    file: 'harness/tls/settings/version.js',
    find: 'if (hello.version <= tlsVersion.ssl3)',
    replace: 'if (false)',
    tests: choose,
  },
  {
    name: 'RSA key exchange needs no RSA certificate',
    file: 'harness/tls/settings/usable-suites.js',
    find: ' || !leafKeyIsRsa)',
    replace: ')',
    tests: choose,
  },
  {
    name: 'the settings’ oldest version does not hold for the engine',
    file: 'harness/tls/settings/usable-suites.js',
    find: "settings.minVersion !== 'TLSv1'",
    replace: 'false',
    tests: choose,
  },
  {
    name: 'RC4 is said to be served at TLS 1.2',
    file: 'harness/tls/settings/served-suites.js',
    find: "if (version !== 'TLSv1')",
    replace: 'if (false)',
    tests: served,
  },
  {
    name: 'a refusal by the port’s choice sends no alert',
    file: 'harness/tls/accept.js',
    find: 'endSoon(stream, raw);',
    replace: 'endSoon(stream);',
    tests: port,
  },
  {
    name: 'the key log misses connections',
    file: 'harness/tls/open-server.js',
    find: 'if (keyLog)',
    replace: 'if (false)',
    tests: port,
  },
  {
    name: 'the engine’s socket ends without close_notify',
    file: 'harness/tls/engine/socket/engine-socket.js',
    find: 'this.#tell(() => this.#engine.close());',
    replace: '',
    tests: socket,
  },
  {
    name: 'a reader that does not read is decrypted for all the same',
    file: 'harness/tls/engine/socket/engine-socket.js',
    find: 'if (!this.push(bytes))',
    replace: 'this.push(bytes); if (false)',
    tests: socket,
  },
  {
    name: 'an alert is cut off by the end of its connection',
    file: 'harness/tls/engine/socket/engine-socket.js',
    find: 'endSoon(this.below);',
    replace: 'this.below.destroy();',
    tests: socket,
  },
  {
    name: 'a PFX gives the key of another certificate',
    file: 'certs/authorities/pfx-key.js',
    find: 'if (key && certificate.checkPrivateKey(key))',
    replace: 'if (key)',
    tests: pfx,
  },
  {
    name: 'a closed connection keeps all who listened to it',
    file: 'harness/tls/accept.js',
    find: 'letGoWhenClosed(socket);',
    replace: '{}',
    tests: closed,
  },
  {
    name: 'a closed connection has no ear for a late error',
    file: 'harness/tls/accept.js',
    find: ".on('error', ignore);\n}",
    replace: ';\n}',
    tests: closed,
  },
  {
    name: 'hellos with other versions are taken for the same build',
    file: 'harness/wire/tls/hello-shape.js',
    find: 'return key + offered;',
    replace: 'return key;',
    tests: shape,
  },
  {
    name: 'hellos with other extensions are taken for the same build',
    file: 'harness/wire/tls/hello-shape.js',
    find: 'key += String.fromCharCode(type);',
    replace: '',
    tests: shape,
  },
  {
    name: 'a peer that has left is written to all the same',
    file: 'harness/tls/light-tap.js',
    find: ' || unwritable(stream)',
    replace: '',
    tests: closed,
  },
  {
    name: 'what is written in a round leaves at once',
    file: 'harness/foundation/round-writes.js',
    find: 'stream.cork();',
    replace: ';',
    tests: ['test/foundation/round-writes.test.js'],
  },
  {
    name: 'a stream is held back for two rounds',
    file: 'harness/foundation/round-writes.js',
    find: 'corked = new Set();\n    for',
    replace: 'for',
    tests: ['test/foundation/round-writes.test.js'],
  },
  {
    name: 'a reset overtakes what was said before it',
    file: 'harness/servers/sockets/reset-stream.js',
    find: 'leaveNow(stream);',
    replace: '',
    tests: ['test/foundation/round-writes.test.js'],
  },
];
