import type { Mutant } from './mutant.js';

const tests = ['test/diagnosis/replaced-findings.test.js'];
const replaced = 'harness/diagnosis/replaced.js';
const kept = 'harness/diagnosis/findings/chain-not-fetched-again.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'the same certificate as before was replaced',
    file: replaced,
    find: 'former.thumbprint === leaf.thumbprint',
    replace: 'false',
    tests,
  },
  {
    name: 'a renewed issuing CA is another PKI',
    file: replaced,
    find: 'now.chain.every(({ issuer }) => !former.has(issuer))',
    replace: 'true',
    tests,
  },
  {
    name: 'who has the new root was never given it',
    file: 'harness/diagnosis/findings/authority-replaced.js',
    find: 'holds(certificates, authorityAbove(now))',
    replace: 'false',
    tests,
  },
  {
    name: 'what Active Directory gave is no chain',
    file: replaced,
    find: "...evidence.all('ldap.certificates')",
    replace: '',
    tests,
  },
  {
    name: 'looking for a registrar again is a restart',
    file: kept,
    find: '!asked.some((option) => serverOptions.includes(option))',
    replace: 'true',
    tests,
  },
  { name: 'a restart after the refusal explains it', file: kept, find: 'seq < refused.seq', replace: 'true', tests },
  { name: 'a lease renewed is a restart', file: kept, find: '/INFORM|DISCOVER/', replace: '/DHCP/', tests },
  {
    name: 'a chain asked for in vain was not asked for',
    file: kept,
    find: ", ...evidence.all('root-chain.refused')",
    replace: '',
    tests,
  },
  {
    name: 'a phone whose chain has the new root keeps an old one',
    file: kept,
    find: 'holds(first.certificates, authorityAbove(now))',
    replace: 'false',
    tests,
  },
];
