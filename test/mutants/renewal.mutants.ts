import type { Mutant } from './mutant.js';

const tests = ['test/diagnosis/renewal-findings.test.js'];
const finding = (name: string) => `harness/diagnosis/findings/${name}.js`;

export const mutants: readonly Mutant[] = [
  {
    name: 'what spoils the time after sign-in is looked for before',
    file: 'harness/diagnosis/diagnose.js',
    find: "kind.afterSignIn !== 'alone'",
    replace: 'kind.afterSignIn === undefined',
    tests,
  },
  {
    name: 'what stops a sign-in is looked for afterwards',
    file: 'harness/diagnosis/diagnose.js',
    find: 'kind.afterSignIn !== undefined',
    replace: 'true',
    tests,
  },
  {
    name: 'an expired certificate that was renewed is a finding',
    file: finding('certificate-expired'),
    find: 'seq > refused.seq',
    replace: 'false',
    tests,
  },
  {
    name: 'every refusal of the Registrar is an expired certificate',
    file: finding('certificate-expired'),
    find: "problem === 'expired'",
    replace: 'true',
    tests,
  },
  {
    name: 'a ticket refused before the certificate was issued is blamed for its end',
    file: finding('certificate-expired'),
    find: '&& seq > (issued?.seq ?? 0)',
    replace: '',
    tests,
  },
  {
    name: 'a phone that went on with NTLM is taken for one that stopped',
    file: finding('registrar-certificate-authentication-off'),
    find: 'if (wentOn)',
    replace: 'if (false)',
    tests,
  },
  {
    name: 'a Registrar that offers nothing offers no certificates',
    file: finding('registrar-certificate-authentication-off'),
    find: 'challenge.schemes.length === 0 || ',
    replace: '',
    tests,
  },
  {
    name: 'a phone keeps its ticket over a power cycle',
    file: 'harness/phone/memory.js',
    find: 'if (!keepsTicket)',
    replace: 'if (false)',
    tests: ['test/phone/power-cut.test.js'],
  },
  {
    name: 'a phone that keeps its ticket loses it',
    file: 'harness/phone/phone.js',
    find: 'this.#options.keepsTicket ?? this.#model.keepsTicket',
    replace: 'this.#model.keepsTicket',
    tests: ['test/phone/power-cut.test.js'],
  },
];
