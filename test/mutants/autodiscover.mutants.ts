import type { Mutant } from './mutant.js';

const discover = ['test/phone/autodiscover/discover.test.js'];
const used = ['test/phone/autodiscover/used-first.test.js'];
const read = ['test/wire/lync-autodiscover/read.test.js'];
const findings = ['test/diagnosis/autodiscover-findings.test.js'];
const FOLLOW = 'harness/phone/autodiscover/follow.js';
const ASK = 'harness/phone/autodiscover/ask.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'a link of autodiscover leads to plain http',
    file: FOLLOW,
    find: '!isHttps(to)',
    replace: 'false',
    tests: discover,
  },
  {
    name: 'a circle of autodiscover is not noticed',
    file: FOLLOW,
    find: 'passed.has(key)',
    replace: 'false',
    tests: discover,
  },
  {
    name: 'links of autodiscover have no end',
    file: FOLLOW,
    find: 'passed.size > MAX_FOLLOWED_LINKS',
    replace: 'passed.size > 50',
    tests: discover,
  },
  {
    name: 'a URL that led nowhere is asked again',
    file: FOLLOW,
    find: 'deadEnds.set(key, error)',
    replace: '{}',
    tests: discover,
  },
  {
    name: 'the location of a client does not choose its server',
    file: FOLLOW,
    find: 'location === undefined ? [',
    replace: 'true ? [',
    tests: discover,
  },
  {
    name: 'a web ticket goes over plain http',
    file: ASK,
    find: 'if (!isHttps(url))',
    replace: 'if (false)',
    tests: discover,
  },
  {
    name: 'credentials go to a ticket service over plain http',
    file: ASK,
    find: '!isHttps(issuer)',
    replace: 'false',
    tests: discover,
  },
  {
    name: 'credentials go to a port of the ticket service over plain http',
    file: ASK,
    find: 'httpsOnly: true',
    replace: 'httpsOnly: false',
    tests: discover,
  },
  {
    name: 'a PIN that was refused is tried at the next name',
    file: 'harness/phone/autodiscover/discover.js',
    find: "error.code === 'PHONE_WEB_TICKET_REFUSED'",
    replace: 'false',
    tests: discover,
  },
  {
    name: 'Lync Phone Edition asks autodiscover',
    file: 'harness/phone/steps/autodiscover.js',
    find: 'model.autodiscover !== undefined && ',
    replace: '',
    tests: discover,
  },
  {
    name: 'a phone told not to ask autodiscover asks',
    file: 'harness/phone/steps/autodiscover.js',
    find: "&& habits.autodiscover !== 'never'",
    replace: '',
    tests: discover,
  },
  {
    name: 'what autodiscover told is not used',
    file: 'harness/phone/sip/connect.js',
    find: 'yield discovered;',
    replace: '{}',
    tests: used,
  },
  {
    name: 'what autodiscover told outlives the registration',
    file: 'harness/phone/steps/register.js',
    find: 'delete memory.discovered;',
    replace: '',
    tests: used,
  },
  {
    name: 'any page is an answer of autodiscover',
    file: 'harness/wire/lync-autodiscover/read.js',
    find: 'readers.get(type)',
    replace: 'readers.get(type) ?? readAutodiscoverXml',
    tests: read,
  },
  {
    name: 'a SIP server has a port nobody can dial',
    file: 'harness/wire/lync-autodiscover/answer.js',
    find: 'number < 1 || number > 65_535',
    replace: 'false',
    tests: read,
  },
  {
    name: 'a redirect over http is taken for a circle',
    file: 'harness/diagnosis/autodiscover-answers.js',
    find: "event.service === 'web' && ",
    replace: '',
    tests: findings,
  },
  {
    name: 'the first question, which has no ticket, is a refused user',
    file: 'harness/diagnosis/findings/autodiscover-user-refused.js',
    find: "problem !== 'missing'",
    replace: 'true',
    tests: findings,
  },
  {
    name: 'a chain that was refused before autodiscover is blamed on it',
    file: 'harness/diagnosis/findings/autodiscover-untrusted.js',
    find: 'refused.seq < named.seq',
    replace: 'false',
    tests: findings,
  },
  {
    name: 'web services redirected to redirect to themselves',
    file: 'harness/servers/web/autodiscover/root.js',
    find: 'name !== redirectTo',
    replace: 'true',
    tests: ['test/servers/web/autodiscover.test.js'],
  },
  {
    name: 'a missing record hides that the web services of autodiscover are not trusted',
    file: 'harness/diagnosis/findings/registrar-not-named.js',
    find: 'namedByAutodiscover(evidence) && ',
    replace: 'false && ',
    tests: findings,
  },
];
