import type { Mutant } from './mutant.js';

const channel = 'harness/tls/engine/connection/record-channel.js';
const connection = 'harness/tls/engine/connection/engine-connection.js';
const server = 'harness/tls/engine/server/engine-server.js';
const negotiation = 'harness/tls/engine/server/negotiation.js';
const premaster = 'harness/tls/engine/rsa/premaster.js';
const client = 'harness/tls/engine/client/server-hello.js';
const order = ['test/tls/engine/handshake-order.test.js'];
const refusals = ['test/tls/engine/handshake-refusals.test.js'];
const choices = ['test/tls/engine/choice-refusals.test.js'];
const alerts = ['test/tls/engine/alerts.test.js'];
const handshake = ['test/tls/engine/handshake.test.js'];
const oracle = ['test/tls/engine/implicit-rejection.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a Finished that does not match the handshake is accepted',
    file: 'harness/tls/engine/connection/finished.js',
    find: 'if (!timingSafeEqual(body, expected))',
    replace: 'if (false)',
    tests: refusals,
  },
  {
    name: 'ChangeCipherSpec is taken at any time (CVE-2014-0224)',
    file: connection,
    find: 'if (this.#established || !this.expectsChangeCipher)',
    replace: 'if (this.#established)',
    tests: order,
  },
  {
    name: 'ChangeCipherSpec is taken within a handshake message',
    file: connection,
    find: "throw unexpected('ChangeCipherSpec came within a handshake message');",
    replace: '{}',
    tests: order,
  },
  {
    name: 'application data is taken before Finished',
    file: connection,
    find: 'throw unexpected(`application data came where',
    replace: 'void unexpected(`application data came where',
    tests: order,
  },
  {
    name: 'a handshake message is taken out of order',
    file: connection,
    find: 'if (!aside && (this.#established || !this.expects(header.type)))',
    replace: 'if (!aside && this.#established)',
    tests: order,
  },
  {
    name: 'handshake messages are taken after the handshake',
    file: connection,
    find: 'if (!aside && (this.#established || !this.expects(header.type)))',
    replace: 'if (!aside && !this.#established && !this.expects(header.type))',
    tests: order,
  },
  {
    name: 'no message is too long',
    file: 'harness/tls/engine/connection/handshake-joiner.js',
    find: 'if (length > limit)',
    replace: 'if (false)',
    tests: refusals,
  },
  {
    name: 'warnings are taken without end',
    file: channel,
    find: 'if (this.#warnings > MAX_WARNINGS_IN_A_ROW)',
    replace: 'if (false)',
    tests: alerts,
  },
  {
    name: "the peer's bytes are still taken after the end",
    file: channel,
    find: 'while (!this.#over) {\n                const record',
    replace: 'for (;;) {\n                const record',
    tests: alerts,
  },
  {
    name: 'a failed connection leaves its session',
    file: server,
    find: 'this.#options.sessions?.delete(id);',
    replace: '{}',
    tests: alerts,
  },
  {
    name: 'a certificate is believed without CertificateVerify',
    file: server,
    find: "this.#claimed === undefined ? 'ChangeCipherSpec' : 'CertificateVerify'",
    replace: "'ChangeCipherSpec'",
    tests: choices,
  },
  {
    name: 'a CertificateVerify of any key is accepted',
    file: 'harness/tls/engine/server/client-certificate.js',
    find: 'if (!checkHandshakeSignature(key, transcriptDigest, signature))',
    replace: 'if (false)',
    tests: choices,
  },
  {
    name: 'a missing client certificate is accepted where one is required',
    file: 'harness/tls/engine/server/client-certificate.js',
    find: 'if (required)',
    replace: 'if (false)',
    tests: handshake,
  },
  {
    name: 'a session without a certificate is resumed where one is required',
    file: negotiation,
    find: 'if (clientCertificate?.required && session.clientChain.length === 0)',
    replace: 'if (false)',
    tests: handshake,
  },
  {
    name: 'a session is resumed with a suite that the client does not offer',
    file: negotiation,
    find: 'if (session === undefined || !common.some(({ id }) => id === session.suite))',
    replace: 'if (session === undefined)',
    tests: handshake,
  },
  {
    name: 'SSL 3.0 is served',
    file: negotiation,
    find: 'version < tlsVersion.tls10',
    replace: 'false',
    tests: refusals,
  },
  {
    name: 'the block type of the premaster is not looked at',
    file: premaster,
    find: '((block[1] ?? 0) ^ 2)',
    replace: '0',
    tests: oracle,
  },
  {
    name: 'zeros in the padding of the premaster are not looked at',
    file: premaster,
    find: 'wrong |= oneIfZero(block[at] ?? 0);',
    replace: '{}',
    tests: oracle,
  },
  {
    name: 'the version in the premaster is not looked at',
    file: premaster,
    find: 'wrong |= oneIfNonZero(version ^ versions[0]) & oneIfNonZero(version ^ versions[1]);',
    replace: '',
    tests: oracle,
  },
  {
    name: 'a bad premaster is replaced by what everybody knows',
    file: premaster,
    find: 'const random = randomBytes(PREMASTER_LENGTH);',
    replace: 'const random = Buffer.alloc(PREMASTER_LENGTH);',
    tests: oracle,
  },
  {
    name: 'a ciphertext above the modulus is told apart',
    file: premaster,
    find: 'return Buffer.alloc(encrypted.length);',
    replace: "throw new RangeError('above the modulus');",
    tests: oracle,
  },
  {
    name: 'the client takes a suite that it did not offer',
    file: client,
    find: 'if (suite === undefined || !options.suites.includes(suite.id))',
    replace: 'if (suite === undefined)',
    tests: choices,
  },
  {
    name: 'the client takes another version',
    file: client,
    find: 'if (version !== tlsVersion.tls10)',
    replace: 'if (false)',
    tests: choices,
  },
  {
    name: 'the client takes a session with another suite than its own',
    file: client,
    find: 'if (session.suite !== suite.id)',
    replace: 'if (false)',
    tests: choices,
  },
  {
    name: 'the client takes extensions that it did not send',
    file: client,
    find: "throw new EngineAlert('unsupported_extension',",
    replace: "void new EngineAlert('unsupported_extension',",
    tests: choices,
  },
  {
    name: 'sessions in memory are not bounded',
    file: 'harness/tls/engine/session-store.js',
    find: 'this.#sessions.delete(oldest);',
    replace: '{}',
    tests: ['test/tls/engine/session-store.test.js'],
  },
];
