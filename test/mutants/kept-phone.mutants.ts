import type { Mutant } from './mutant.js';

const kept = ['test/phone/kept.test.js'];
const lock = ['test/scenario/lock-file.test.js'];
const lockFile = 'harness/scenario/lock-file.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'a phone draws another endpoint identifier in each process',
    file: 'harness/phone/identity.js',
    find: 'options.epid ?? options.kept?.epid ??',
    replace: 'options.epid ??',
    tests: kept,
  },
  {
    name: 'a key of another certificate is taken',
    file: 'harness/phone/kept/read.js',
    find: '!x509.checkPrivateKey(privateKey)',
    replace: 'false',
    tests: kept,
  },
  {
    name: 'a newer version is read as this one',
    file: 'harness/phone/kept/read.js',
    find: 'version > KEPT_VERSION',
    replace: 'false',
    tests: kept,
  },
  {
    name: 'another user signs in with the certificate of the one before',
    file: 'harness/phone/kept/kept-phone.js',
    find: "typed.signIn !== 'pin' &&",
    replace: 'false &&',
    tests: kept,
  },
  {
    name: 'delivered roots are lost with the power',
    file: 'harness/phone/kept/kept-phone.js',
    find: 'memory.deliveredAnchors.push(...kept.anchors);',
    replace: '',
    tests: kept,
  },
  {
    name: 'a lock of a process that is gone holds for ever',
    file: lockFile,
    find: "if (error.code !== 'EPERM')",
    replace: 'if (false)',
    tests: lock,
  },
  {
    name: 'a number that went to another process is a holder',
    file: lockFile,
    find: "began === '' || ",
    replace: 'true || ',
    tests: lock,
  },
  {
    name: 'a lock given back twice takes another one away',
    file: lockFile,
    find: '!released && holderOf(file)?.id === mine.id',
    replace: 'true',
    tests: lock,
  },
  {
    name: 'a lock that is just being written is taken',
    file: lockFile,
    find: 'age(file) > RECOVERY_LIMIT_MS',
    replace: 'true',
    tests: lock,
  },
  {
    name: 'a recovery somebody died in holds for ever',
    file: lockFile,
    find: 'if (age(guard) > RECOVERY_LIMIT_MS)',
    replace: 'if (false)',
    tests: lock,
  },
];
