import type { Mutant } from './mutant.js';

const web = (name: string) => `harness/servers/web/${name}.js`;
const tests = (name: string) => [`test/servers/web/${name}.test.js`];

export const mutants: readonly Mutant[] = [
  {
    name: 'Exchange takes passwords over http',
    file: web('exchange-server/routes'),
    find: 'isSecure(exchange.connection)',
    replace: 'true',
    tests: tests('exchange-server'),
  },
  {
    name: 'a renewed certificate of Exchange is never presented',
    file: web('exchange-server/presented-certificate'),
    find: 'clock.now() < renewal.at',
    replace: 'true',
    tests: tests('exchange-certificate'),
  },
  {
    name: 'everybody sees everybody’s appointments',
    file: web('exchange-server/calendar'),
    find: 'each.user === user.name',
    replace: 'true',
    tests: tests('exchange-server'),
  },
  {
    name: 'the User resource is open to everybody with a ticket for anything',
    file: web('autodiscover/user'),
    find: '!ticket.ok',
    replace: "!ticket.ok && ticket.problem !== 'audience'",
    tests: tests('autodiscover'),
  },
  {
    name: 'the http Root gives the links of https',
    file: web('autodiscover/root'),
    find: 'isSecure(exchange.connection)',
    replace: 'true',
    tests: tests('autodiscover'),
  },
  {
    name: 'the directory is searched without a ticket',
    file: web('group-expansion/post'),
    find: '!ticket.ok',
    replace: "!ticket.ok && ticket.problem === 'none'",
    tests: tests('address-book'),
  },
  {
    name: 'a refusal of Exchange that was overcome is a finding',
    file: 'harness/diagnosis/findings/exchange-untrusted.js',
    find: "evidence.standingRefusal('exchange')",
    replace: "evidence.last('tls.refused')",
    tests: ['test/diagnosis/exchange-untrusted.test.js'],
  },
];
