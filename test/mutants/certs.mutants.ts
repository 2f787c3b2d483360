import type { Mutant } from './mutant.js';

const evaluate = ['test/certs/trust/evaluate.test.js'];
const algorithms = ['test/certs/trust/algorithms.test.js'];
const requests = ['test/certs/requests/requests.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a trusted root is looked up by its subject only',
    file: 'certs/trust/paths.js',
    find: 'if (this.#verifies(top, issuer)) {',
    replace: 'if (true) {',
    tests: evaluate,
  },
  {
    name: 'the signatures of a chain are not verified',
    file: 'certs/trust/paths.js',
    find: 'return below.x509.verify(issuer.key);',
    replace: 'return true;',
    tests: evaluate,
  },
  {
    name: 'any certificate may issue another',
    file: 'certs/trust/checks.js',
    find: 'isAuthority || isAnchor',
    replace: 'true',
    tests: evaluate,
  },
  {
    name: 'a delivered certificate that is no authority anchors others',
    file: 'certs/trust/paths.js',
    find: "anchor.origin !== 'firmware' && !mayIssue",
    replace: 'false',
    tests: evaluate,
  },
  {
    name: 'a refused algorithm or key type is accepted',
    file: 'certs/trust/paths.js',
    find: "one?.is === 'refuse'",
    replace: 'false',
    tests: algorithms,
  },
  {
    name: 'the length of a chain is not bounded',
    file: 'certs/trust/paths.js',
    find: 'path.length + 1 >= MAX_PATH_CERTIFICATES',
    replace: 'false',
    tests: evaluate,
  },
  {
    name: "the server's name is not checked",
    file: 'certs/trust/checks.js',
    find: 'if (!match.matches)',
    replace: 'if (false)',
    tests: evaluate,
  },
  {
    name: 'a wildcard matches',
    file: 'certs/trust/names.js',
    find: 'return byRule(rule, `',
    replace: "return byRule({ is: 'accept' }, `",
    tests: evaluate,
  },
  {
    name: 'an expired certificate is accepted',
    file: 'certs/trust/checks.js',
    find: 'if (at > notAfter) {',
    replace: 'if (false) {',
    tests: evaluate,
  },
  {
    name: 'a certificate that is not yet valid is accepted',
    file: 'certs/trust/checks.js',
    find: 'if (at < notBefore) {',
    replace: 'if (false) {',
    tests: evaluate,
  },
  {
    name: 'an expired anchor is accepted',
    file: 'certs/trust/checks.js',
    find: 'if (at > anchor.notAfter) {',
    replace: 'if (false) {',
    tests: evaluate,
  },
  {
    name: 'an anchor that is not yet valid is accepted',
    file: 'certs/trust/checks.js',
    find: 'if (at < anchor.notBefore) {',
    replace: 'if (false) {',
    tests: evaluate,
  },
  {
    name: 'every firmware trusts the newest set',
    file: 'certs/trust/trust-store.js',
    find: 'compareFirmware(firmware, one.from) >= 0',
    replace: 'true',
    tests: ['test/certs/trust/trust-store.test.js'],
  },
  {
    name: 'the signature of a certificate request is not checked',
    file: 'certs/requests/read.js',
    find: 'return verify(by.hash, info, key, signature);',
    replace: 'return true;',
    tests: requests,
  },
  {
    name: 'any version of a certificate request is read',
    file: 'certs/requests/read.js',
    find: 'content.length !== 1 || (content[0] !== 0 && content[0] !== 2)',
    replace: 'false',
    tests: requests,
  },
];
