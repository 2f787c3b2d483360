import type { Mutant } from './mutant.js';

const domainNames = 'harness/wire/dhcp/domain-names.js';
const problems = 'harness/wire/option43/problems.js';
const dhcpTests = ['test/wire/dhcp/limits.test.js', 'test/wire/dhcp/values.test.js', 'test/wire/dhcp/vectors.test.js'];
const option43Tests = ['test/wire/option43/problems.test.js', 'test/wire/option43/vectors.test.js'];
const suiteTests = ['test/wire/tls/cipher-suites.test.js'];
const firstBytesTests = ['test/wire/tls/first-bytes.test.js'];

export const mutants: Mutant[] = [
  {
    name: 'a DHCP message without the magic cookie is accepted',
    file: 'harness/wire/dhcp/decode.js',
    find: '!== MAGIC_COOKIE',
    replace: '!== bytes.readUInt32BE(FIXED_LENGTH)',
    tests: dhcpTests,
  },
  {
    name: 'a DHCP option that runs past the end is accepted',
    file: 'harness/wire/dhcp/message.js',
    find: 'at + 2 + length > bytes.length',
    replace: 'false',
    tests: dhcpTests,
  },
  {
    name: 'options in file and sname count without option 52',
    file: 'harness/wire/dhcp/message.js',
    find: 'let overload = 0;',
    replace: 'let overload = 3;',
    tests: dhcpTests,
  },
  {
    name: 'a compression pointer may point into its own name',
    file: domainNames,
    find: 'target >= lowest',
    replace: 'target >= at',
    tests: dhcpTests,
  },
  {
    name: 'the encoding byte of option 120 is not looked at',
    file: 'harness/wire/option120/option120.js',
    find: 'encoding !== NAMES',
    replace: 'false',
    tests: ['test/wire/option120/option120.test.js'],
  },
  {
    name: 'a missing sub-option of option 43 is no problem',
    file: problems,
    find: 'first(code) === undefined)',
    replace: 'false)',
    tests: option43Tests,
  },
  {
    name: 'a binary port in option 43 is no problem',
    file: problems,
    find: 'data.length === 2 || data.length === 4',
    replace: 'false',
    tests: option43Tests,
  },
  {
    name: 'a NUL in option 43 is no problem of its own',
    file: problems,
    find: 'nul >= 0',
    replace: 'nul > data.length',
    tests: option43Tests,
  },
  {
    name: 'a cut sub-option of option 43 is read as if whole',
    file: 'harness/wire/option43/decode.js',
    find: 'length > left',
    replace: 'length > 255',
    tests: option43Tests,
  },
  {
    name: '3DES counts as a suite OpenSSL can serve',
    file: 'harness/wire/tls/cipher-suite.js',
    find: 'RC2|3DES|',
    replace: 'RC2|',
    tests: suiteTests,
  },
  {
    name: 'the renegotiation signal counts as a suite',
    file: 'harness/wire/tls/cipher-suite.js',
    find: '&& !isSignallingSuite(id)',
    replace: '',
    tests: suiteTests,
  },
  {
    name: 'one legacy suite makes an offer legacy',
    file: 'harness/wire/tls/cipher-suite.js',
    find: 'known.every(isLegacySuite)',
    replace: 'known.some(isLegacySuite)',
    tests: suiteTests,
  },
  {
    name: 'any SSLv2 message passes for a hello',
    file: 'harness/wire/tls/first-bytes.js',
    find: 'bytes.readUInt8(2) !== 1',
    replace: 'false',
    tests: firstBytesTests,
  },
  {
    name: 'the length of a hello is that of its first record',
    file: 'harness/wire/tls/hello-length.js',
    find: 'carried >=',
    replace: 'at >=',
    tests: firstBytesTests,
  },
  {
    name: 'a handshake message has no limit',
    file: 'harness/wire/tls/handshake.js',
    find: 'length > MAX_HANDSHAKE_MESSAGE',
    replace: 'false',
    tests: ['test/wire/tls/records.test.js', ...firstBytesTests],
  },
  {
    name: 'a TLS record has no limit',
    file: 'harness/wire/tls/record.js',
    find: 'length > MAX_RECORD_FRAGMENT',
    replace: 'false',
    tests: ['test/wire/tls/records.test.js'],
  },
  {
    name: 'an encrypted alert is read as if in the clear',
    file: 'harness/wire/tls/alert.js',
    find: 'fragment.length > 2',
    replace: 'false',
    tests: ['test/wire/tls/records.test.js'],
  },
  {
    name: 'a timestamp is always taken for era 0',
    file: 'harness/wire/ntp/timestamp.js',
    find: 'era = candidate',
    replace: 'era = 0n',
    tests: ['test/wire/ntp/ntp.test.js'],
  },
];
