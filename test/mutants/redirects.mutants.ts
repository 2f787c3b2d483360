import type { Mutant } from './mutant.js';

const redirects = 'harness/phone/network/http/redirects.js';
const client = 'harness/phone/network/http/web-client.js';
const tests = ['test/phone/redirects.test.js'];
const ntlm = ['test/phone/http-ntlm.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a phone that stays on its host goes from https to http',
    file: redirects,
    find: "&& (to.protocol === 'https:' || from.protocol === 'http:')",
    replace: '',
    tests,
  },
  {
    name: 'a phone that follows nowhere follows',
    file: redirects,
    find: "return policy === 'any';",
    replace: 'return true;',
    tests,
  },
  {
    name: 'a host that only begins alike is the same',
    file: redirects,
    find: 'to.hostname === from.hostname',
    replace: 'to.hostname.startsWith(from.hostname)',
    tests,
  },
  {
    name: 'a loop of redirects has no end',
    file: client,
    find: '&& redirects < MAX_REDIRECTS',
    replace: '&& redirects < 50',
    tests,
  },
  {
    name: 'a 303 is posted again',
    file: client,
    find: 'answer.status === 303',
    replace: 'false',
    tests,
  },
  {
    name: 'a redirect is not recorded',
    file: client,
    find: "record?.('phone.redirected', { ...shown, followed, policy });",
    replace: '',
    tests,
  },
  {
    name: 'the last leg of NTLM goes on another connection when its own is gone',
    file: client,
    find: 'if (sameConnection)',
    replace: 'if (false)',
    tests: ntlm,
  },
  {
    name: 'the handshake is made where the phone was sent away from',
    file: 'harness/phone/web/ntlm.js',
    find: 'const there = { ...request, url: bare.url };',
    replace: 'const there = request;',
    tests: ntlm,
  },
];
