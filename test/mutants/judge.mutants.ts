import type { Mutant } from './mutant.js';

const rules = ['test/certs/trust/rules.test.js'];
const remedies = ['test/certs/trust/remedies.test.js'];
const matrix = ['test/certs/trust/matrix.test.js'];
const catalogue = ['test/certs/catalogue/catalogue.test.js'];
const checks = 'certs/trust/checks.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'the path length of an authority is not looked at',
    file: checks,
    find: 'limit === undefined || below <= limit',
    replace: 'true',
    tests: rules,
  },
  {
    name: 'a path length is counted one too high',
    file: checks,
    find: 'below <= limit',
    replace: 'below <= limit + 1',
    tests: rules,
  },
  {
    name: 'the key usage of an authority is not looked at',
    file: checks,
    find: "keyUsage.includes('keyCertSign')",
    replace: 'true',
    tests: rules,
  },
  {
    name: 'name constraints are not looked at',
    file: checks,
    find: 'const name = nameOutside(below.facts, constraints);',
    replace: 'const name = undefined;',
    tests: rules,
  },
  {
    name: 'only excluded names are constrained',
    file: 'certs/trust/name-constraints.js',
    find: 'permitted.length > 0 && !permitted.some((base) => within(name, base))',
    replace: 'false',
    tests: rules,
  },
  {
    name: 'an unknown critical extension is not seen',
    file: 'certs/trust/facts.js',
    find: 'critical && !knownByName.has(oid)',
    replace: 'false',
    tests: rules,
  },
  {
    name: 'the key size is not looked at',
    file: 'certs/trust/acceptance.js',
    find: 'bits > 2048',
    replace: 'false',
    tests: rules,
  },
  {
    name: 'a wildcard stands for several labels',
    file: 'certs/trust/names.js',
    find: 'equal(name.slice(dot), pattern.slice(1))',
    replace: 'name.endsWith(pattern.slice(1))',
    tests: catalogue,
  },
  {
    name: 'the common name counts beside dNSNames for everybody',
    file: 'certs/trust/names.js',
    find: "byCommonName && (bare || profile.commonNameBesideNames.is === 'accept')",
    replace: 'byCommonName',
    tests: rules,
  },
  {
    name: 'a remedy is offered without asking again',
    file: 'certs/trust/remedies/search.js',
    find: 'if (verdict.trusted)',
    replace: 'if (true)',
    tests: remedies,
  },
  {
    name: 'a firmware update changes no rules and no roots',
    file: 'certs/trust/assess.js',
    find: '...firmwareParts(options, firmware) },',
    replace: '},',
    tests: remedies,
  },
  {
    name: 'phones before Lync are told to install what they refuse',
    file: 'certs/trust/remedies/roots.js',
    find: "compareFirmware(firmware, '4.0.0.0') < 0",
    replace: 'false',
    tests: remedies,
  },
  {
    name: 'what the directory publishes reaches every firmware',
    file: 'certs/trust/matrix.js',
    find: "path === 'typed' && compareFirmware(firmware, TANJAY_DELIVERY_FAILS_FROM) >= 0",
    replace: 'false',
    tests: matrix,
  },
  {
    name: 'a change is dated a second early',
    file: 'certs/trust/matrix.js',
    find: 'notAfter.getTime() + 1000',
    replace: 'notAfter.getTime()',
    tests: matrix,
  },
  {
    name: 'delivered roots count on every way to sign in',
    file: 'certs/trust/matrix.js',
    find: "path === 'pin' ? options.certificateService : options.activeDirectory",
    replace: 'options.certificateService',
    tests: matrix,
  },
];
