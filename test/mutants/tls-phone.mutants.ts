import type { Mutant } from './mutant.js';

const connect = ['connect', 'connect-odd-servers', 'connect-openssl'].map((name) => `test/tls/${name}.test.js`);
const secure = ['test/phone/secure.test.js'];
const dsk = ['test/authentication/tls-dsk/handshake.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a chain refused before the server fell silent is no refusal',
    file: 'harness/tls/phone-handshake.js',
    find: 'if (this.#judgement?.accept === false)\n            return this.#refuse();',
    replace: '',
    tests: connect,
  },
  {
    name: 'a resumed handshake counts although no session was offered',
    file: 'harness/tls/connect.js',
    find: 'options.session !== undefined && socket.isSessionReused()',
    replace: 'true',
    tests: connect,
  },
  {
    name: 'the session of a refused chain is kept',
    file: 'harness/tls/connect.js',
    find: "if (outcome === 'accepted') {",
    replace: "if (made !== undefined) options.keep?.(made);\n    if (outcome === 'accepted') {",
    tests: connect,
  },
  {
    name: 'a hello of SSL 2.0 format is sent in TLS format',
    file: 'harness/tls/connect.js',
    find: 'suites, helloFormat, keep',
    replace: 'suites, keep',
    tests: connect,
  },
  {
    name: 'the phone resumes a session whose chain it no longer trusts',
    file: 'harness/phone/network/secure.js',
    find: 'kept !== undefined && verdictOn(kept.presented, host, trust).trusted ? kept : undefined',
    replace: 'kept',
    tests: secure,
  },
  {
    name: 'a session outlives the handshake that refused its server',
    file: 'harness/phone/network/secure.js',
    find: 'sessions?.delete(host);',
    replace: '',
    tests: secure,
  },
  {
    name: 'a phone told which hello to send sends its model’s',
    file: 'harness/phone/build-context.js',
    find: 'options.hello === undefined',
    replace: 'true',
    tests: secure,
  },
  {
    name: 'the inner handshake ignores what its port may speak',
    file: 'harness/authentication/tls-dsk/port.js',
    find: 'innerSettings(options.settings)',
    replace: 'innerSettings()',
    tests: dsk,
  },
  {
    name: 'the TLS 1.0 engine asks for no client certificate in TLS-DSK',
    file: 'harness/authentication/tls-dsk/port.js',
    find: '{ identity, suites, clientCertificate }',
    replace: '{ identity, suites }',
    tests: dsk,
  },
  {
    name: 'keys are given out before the server has sent its last flight',
    file: 'harness/authentication/tls-dsk/server.js',
    find: 'if (!finished || !this.#finished)',
    replace: 'if (false)',
    tests: dsk,
  },
  {
    name: 'TLS-DSK signs with SHA-1 after RC4 with MD5',
    file: 'harness/authentication/tls-dsk/engine-keys.js',
    find: "hash: dskHash(engine.suite?.name ?? 'none', 'TLSv1')",
    replace: "hash: 'sha1'",
    tests: dsk,
  },
  {
    name: 'an engine that failed goes on',
    file: 'harness/authentication/tls-dsk/tls10-engine.js',
    find: 'failed: (error) => this.#failed(error),',
    replace: 'failed: () => {},',
    tests: dsk,
  },
];
