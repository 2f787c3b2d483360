import type { Mutant } from './mutant.js';

const lives = ['test/diagnosis/update-life-findings.test.js'];
const findings = ['test/diagnosis/update-phone-findings.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'two reboots are a loop',
    file: 'harness/diagnosis/findings/restart-loop.js',
    find: 'reboots.length < REBOOTS',
    replace: 'reboots.length < REBOOTS - 1',
    tests: lives,
  },
  {
    name: 'a phone that took its leave crashed',
    file: 'harness/diagnosis/findings/restart-loop.js',
    find: 'return left ||',
    replace: 'return',
    tests: lives,
  },
  {
    name: 'a store that is no longer full is a finding',
    file: 'harness/diagnosis/findings/update-store-full.js',
    find: 'seq > refused.seq',
    replace: 'false',
    tests: lives,
  },
  {
    name: 'any VVX is too old to ask',
    file: 'harness/diagnosis/findings/update-build-too-old.js',
    find: 'compareFirmware(firmware, FIRST_QUALIFIED) >= 0 ||',
    replace: '',
    tests: lives,
  },
  {
    name: 'two offers are a loop',
    file: 'harness/diagnosis/findings/update-loop.js',
    find: 'offers.length < OFFERS',
    replace: 'offers.length < OFFERS - 1',
    tests: findings,
  },
  {
    name: 'a loop needs no restart',
    file: 'harness/diagnosis/findings/update-loop.js',
    find: 'boots < OFFERS - 1',
    replace: 'false',
    tests: findings,
  },
  {
    name: 'a phone that asked over http cannot ask',
    file: 'harness/diagnosis/findings/update-untrusted-server.js',
    find: "evidence.all('device-update.check').length > 0",
    replace: 'false',
    tests: findings,
  },
];
