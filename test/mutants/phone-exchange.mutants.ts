import type { Mutant } from './mutant.js';

const discover = 'harness/phone/exchange/discover.js';
const tests = (name: string) => [`test/phone/exchange/${name}.test.js`];

export const mutants: readonly Mutant[] = [
  {
    name: 'a redirect leads a password to plain http',
    file: discover,
    find: '!isHttps(url)',
    replace: 'false',
    tests: tests('discover'),
  },
  {
    name: 'redirects of Autodiscover have no end',
    file: discover,
    find: 'redirects <= MAX_AUTODISCOVER_REDIRECTS',
    replace: 'redirects <= 50',
    tests: tests('discover'),
  },
  {
    name: 'the address of a redirect is not taken over',
    file: discover,
    find: 'address = result.address;',
    replace: '{}',
    tests: tests('discover'),
  },
  {
    name: 'a calendar that is refused is empty',
    file: 'harness/phone/exchange/calendar.js',
    find: "text(code).trim() !== 'NoError'",
    replace: 'false',
    tests: tests('calendar'),
  },
  {
    name: 'the day begins now',
    file: 'harness/phone/exchange/calendar.js',
    find: 'Math.floor(today.getTime() / DAY_MS) * DAY_MS',
    replace: 'today.getTime()',
    tests: tests('calendar'),
  },
  {
    name: 'an Exchange that cannot be had is not on the display',
    file: 'harness/phone/exchange/visit.js',
    find: "screen.show('exchangeUnavailable');",
    replace: '',
    tests: tests('visit'),
  },
  {
    name: 'a phone told not to ask Exchange asks',
    file: 'harness/phone/stay/exchange-poll.js',
    find: 'minutes === 0',
    replace: 'false',
    tests: tests('visit'),
  },
  {
    name: 'a root is trusted as often as it was downloaded',
    file: 'harness/phone/exchange/trusted-authorities.js',
    find: '!known.has(id)',
    replace: 'true',
    tests: tests('visit'),
  },
];
