import type { Mutant } from './mutant.js';

const accept = ['test/tls/accept/left-after-handshake.test.js', 'test/tls/accept/refused-by-phone.test.js'];
const witness = ['test/tls/server-witness.test.js'];
const doctor = ['test/cli/doctor.test.js', 'test/tls/survey.test.js'];
const keyLog = ['test/cli/options/key-log.test.js'];
const findings = ['test/diagnosis/findings.test.js', 'test/diagnosis/tls-findings.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'an ordinary end is reported as a refusal',
    file: 'harness/tls/end-after-handshake.js',
    find: 'if (used)',
    replace: 'if (false)',
    tests: accept,
  },
  {
    name: 'a phone that leaves after the server closed is reported as a refusal',
    file: 'harness/tls/end-after-handshake.js',
    find: 'return this.#socket.destroyed || this.#socket.writableEnded;',
    replace: 'return false;',
    tests: accept,
  },
  {
    name: 'a fatal alert counts as a close',
    file: 'harness/tls/server-witness.js',
    find: "else if (sign.level === 'fatal')",
    replace: 'else if (false)',
    tests: witness,
  },
  {
    name: 'the bytes of an encrypted alert are lost',
    file: 'harness/tls/server-witness.js',
    find: 'return raw ? { raw, encrypted: true } : {};',
    replace: 'return {};',
    tests: witness,
  },
  {
    name: 'the phone’s Finished counts as a new handshake',
    file: 'harness/tls/server-witness.js',
    find: 'if (!this.#end || this.#renegotiating)',
    replace: 'if (this.#renegotiating)',
    tests: witness,
  },
  {
    name: 'a session taken up again is taken for a flight with certificates',
    file: 'harness/tls/server-flight.js',
    find: 'this.complete = this.resumed = true;',
    replace: 'this.complete = true;',
    tests: witness,
  },
  {
    name: 'a phone too modern counts as too old',
    file: 'harness/tls/refusal-reason.js',
    find: 'Math.min(...offer) > Math.max(...serve)',
    replace: 'false',
    tests: witness,
  },
  {
    name: 'any alert of a phone is about certificates',
    file: 'harness/tls/refusal-reason.js',
    find: "if (certificateAlerts.has(alert))\n        return 'certificate-refused';",
    replace: "return 'certificate-refused';",
    tests: witness,
  },
  {
    name: 'an alert the own engine sent counts as a close',
    file: 'harness/tls/engine-errors.js',
    find: "alertDetail(error, 'TLS_ALERT_SENT')",
    replace: 'undefined',
    tests: witness,
  },
  {
    name: 'a phone that found a message malformed did not trust the root',
    file: 'harness/diagnosis/evidence.js',
    find: "(refused.reason ?? 'certificate-refused') === 'certificate-refused'",
    replace: 'true',
    tests: findings,
  },
  {
    name: 'a refusal by the server overcome later still stands',
    file: 'harness/diagnosis/evidence.js',
    find: 'return reached ? undefined : refused;',
    replace: 'return refused;',
    tests: findings,
  },
  {
    name: 'a hello that named a server lacked the name',
    file: 'harness/diagnosis/findings/server-name-required.js',
    find: ' || hello.serverName !== undefined',
    replace: '',
    tests: findings,
  },
  {
    name: 'a refusal of the phone counts as the server’s',
    file: 'harness/diagnosis/evidence.js',
    find: 'event.service === service && event.by === by',
    replace: 'event.service === service',
    tests: findings,
  },
  {
    name: 'doctor believes a handshake of another suite',
    file: 'harness/tls/survey/try-suite.js',
    find: 'observation.suite === suite',
    replace: 'true',
    tests: doctor,
  },
  {
    name: 'doctor says what the settings say',
    file: 'harness/tls/survey/try-suite.js',
    find: "const engine = outcome.engine ?? 'none';",
    replace: 'const engine = expected.engine;',
    tests: doctor,
  },
  {
    name: 'a port of TLS 1.3 suites alone does not open',
    file: 'harness/tls/settings/openssl-context.js',
    find: "? ['AES128-SHA'] : []",
    replace: '? [] : []',
    tests: doctor,
  },
  {
    name: 'a file that is no key log is written to',
    file: 'harness/cli/options/key-log.js',
    find: 'if (!isKeyLog(descriptor))',
    replace: 'if (false)',
    tests: keyLog,
  },
  {
    name: 'a key log others can read stays so',
    file: 'harness/cli/options/key-log.js',
    find: 'fchmodSync(descriptor, 0o600);',
    replace: '',
    tests: keyLog,
  },
  {
    name: 'a refusal names suites the port’s key cannot serve',
    file: 'harness/tls/settings/choose-engine.js',
    find: 'names(openssl.filter((suite) => fitsKey(suite, leafKeyIsRsa)), own)',
    replace: 'names(openssl, own)',
    tests: ['test/tls/refusals.test.js'],
  },
];
