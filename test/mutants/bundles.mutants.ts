import type { Mutant } from './mutant.js';

const read = ['test/certs/bundles/read.test.js'];
const order = ['test/certs/bundles/order.test.js'];
const exported = ['test/certs/bundles/export.test.js'];
const lookAlike = ['test/certs/look-alike/look-alike.test.js'];
const differences = ['test/certs/look-alike/differences.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'bytes after a DER certificate go unread',
    file: 'certs/bundles/binary.js',
    find: 'if (outer.end !== der.length) {',
    replace: 'if (false) {',
    tests: read,
  },
  {
    name: 'binary data beside PEM goes unread',
    file: 'certs/bundles/text.js',
    find: 'if (control === text.length)',
    replace: 'if (true)',
    tests: read,
  },
  {
    name: 'a damaged marker hides its certificate',
    file: 'certs/bundles/pem.js',
    find: 'if (damaged === null)',
    replace: 'if (true)',
    tests: read,
  },
  {
    name: 'a file may end inside a block',
    file: 'certs/bundles/pem.js',
    find: 'if (open !== undefined) {\n        const detail = `the file ends',
    replace: 'if (false) {\n        const detail = `the file ends',
    tests: read,
  },
  {
    name: 'any number of certificates is read from one file',
    file: 'certs/bundles/text.js',
    find: 'certificates.length > MAX_CERTIFICATES',
    replace: 'false',
    tests: read,
  },
  {
    name: 'a file of any size is read',
    file: 'certs/bundles/read.js',
    find: 'data.length > MAX_FILE_BYTES',
    replace: 'false',
    tests: read,
  },
  {
    name: 'an issuer is taken by its name though another key signed',
    file: 'certs/bundles/order.js',
    find: 'verified.length > 0 ? verified : named',
    replace: 'named',
    tests: order,
  },
  {
    name: 'a private key is written readable for others',
    file: 'certs/bundles/export.js',
    find: 'secret === true ? 0o600 : 0o644',
    replace: '0o644',
    tests: exported,
  },
  {
    name: 'the keys of authorities are written unasked',
    file: 'certs/bundles/export.js',
    find: 'authorityKeys === true',
    replace: 'true',
    tests: exported,
  },
  {
    name: 'the MAC of a PFX does not depend on the passphrase',
    file: 'certs/bundles/pkcs12.js',
    find: 'const password = pkcs12Password(passphrase);',
    replace: "const password = pkcs12Password('');",
    tests: exported,
  },
  {
    name: 'a key derivation of more than one block goes wrong',
    file: 'certs/bundles/pkcs12-keys.js',
    find: 'let carry = 1;',
    replace: 'let carry = 0;',
    tests: exported,
  },
  {
    name: 'a look-alike keeps the key identifier of the original',
    file: 'certs/authorities/look-alike/mint.js',
    find: 'subjectKeyId && identifierLike(subjectKeyId, template, key)',
    replace: 'subjectKeyId',
    tests: lookAlike,
  },
  {
    name: 'whoever bears the name counts as the signer of a certificate',
    file: 'certs/authorities/look-alike/issuers.js',
    find: 'key !== undefined && x509.verify(key)',
    replace: 'key !== undefined',
    tests: lookAlike,
  },
  {
    name: 'one key in two certificates becomes two',
    file: 'certs/authorities/look-alike/mint.js',
    find: "return this.#key(template.publicKeyInfo.toString('hex'),",
    replace: 'return this.#key(parsed.summary.thumbprint,',
    tests: lookAlike,
  },
  {
    name: 'a changed extension is not told',
    file: 'certs/authorities/look-alike/differences.js',
    find: 'one?.compared === other?.compared',
    replace: "one?.compared === other?.compared || field.startsWith('extension')",
    tests: differences,
  },
  {
    name: 'every difference is blamed on the key',
    file: 'certs/authorities/look-alike/differences.js',
    find: 'one.followsKey && other.followsKey',
    replace: 'true',
    tests: differences,
  },
];
