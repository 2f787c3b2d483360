import type { Mutant } from './mutant.js';

const wire = ['test/wire/ldap/messages.test.js'];
const search = ['test/servers/directory/search.test.js'];
const bind = ['test/servers/directory/bind.test.js'];
const connection = ['test/servers/directory/connection.test.js'];
const ping = ['test/servers/directory/ping.test.js'];
const publish = ['test/servers/directory/publish.test.js'];

const page = ['test/servers/web/authority-page.test.js'];
const phonePage = ['test/phone/authority-page.test.js'];
const pageFindings = ['test/diagnosis/authority-page-findings.test.js'];
const deployed = ['test/scenario/deployed.test.js'];

const security = ['test/authentication/ntlm/session-security.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a client that seals unasked has its key stream spoilt by the first try',
    file: 'harness/authentication/ntlm/session-security.js',
    find: 'this.#cipher = cipher;',
    replace: '',
    tests: security,
  },
  {
    name: 'a client that seals unasked is answered without',
    file: 'harness/authentication/ntlm/session-security.js',
    find: 'sealed = read.sealed;',
    replace: ';',
    tests: security,
  },
  {
    name: 'bytes behind an LDAP message are passed over',
    file: 'harness/wire/ldap/message.js',
    find: 'if (!outer.done)',
    replace: 'if (false)',
    tests: wire,
  },
  {
    name: 'filters may be nested without end',
    file: 'harness/wire/ldap/filter.js',
    find: 'depth === MAX_FILTER_DEPTH',
    replace: 'false',
    tests: wire,
  },
  {
    name: 'the framer has no limit',
    file: 'harness/wire/ldap/framer.js',
    find: 'size > this.#limit',
    replace: 'false',
    tests: wire,
  },
  {
    name: 'a number of five bytes is read',
    file: 'harness/wire/ldap/ber/reader.js',
    find: 'content.length === 0 || content.length > 4',
    replace: 'content.length === 0',
    tests: wire,
  },
  {
    name: 'whoever has not bound reads everything',
    file: 'harness/servers/directory/session.js',
    find: "this.#core.settings.anonymous === 'everything' ||",
    replace: 'true ||',
    tests: search,
  },
  {
    name: 'a negation of what nobody knows is true',
    file: 'harness/servers/directory/filter/compile.js',
    find: 'return verdict === undefined ? undefined : !verdict;',
    replace: 'return !verdict;',
    tests: search,
  },
  {
    name: 'pieces of a substring filter may overlap',
    file: 'harness/servers/directory/filter/compile.js',
    find: 'value.length - end.length >= at &&',
    replace: '',
    tests: search,
  },
  {
    name: 'a paging cookie is good for any search',
    file: 'harness/servers/directory/search/paging.js',
    find: '!cookie.subarray(4).equals(fingerprint(question))',
    replace: 'false',
    tests: search,
  },
  {
    name: 'a critical control nobody knows is passed over',
    file: 'harness/servers/directory/search/controls.js',
    find: 'critical && !harmless.has(type)',
    replace: 'false',
    tests: search,
  },
  {
    name: 'a wrong password binds',
    file: 'harness/servers/directory/bind/bind.js',
    find: "user.password.reveal() !== password.toString('utf8')",
    replace: 'false',
    tests: bind,
  },
  {
    name: 'a locked account binds',
    file: 'harness/servers/directory/bind/ntlm.js',
    find: 'if (user.accountLocked)',
    replace: 'if (false)',
    tests: bind,
  },
  {
    name: 'a refused bind leaves the one before in force',
    file: 'harness/servers/directory/session.js',
    find: 'this.#identity = outcome.identity;',
    replace: 'this.#identity = outcome.identity ?? this.before; this.before = this.#identity;',
    tests: bind,
  },
  {
    name: 'passwords are recorded',
    file: 'harness/servers/directory/recordable.js',
    find: "copy.fill('*', start, start + secret.length);",
    replace: '',
    tests: bind,
  },
  {
    name: 'requests in the clear behind StartTLS are kept',
    file: 'harness/servers/directory/connection.js',
    find: 'this.#requests.length > 0 || this.#framer.pending > 0',
    replace: 'false',
    tests: connection,
  },
  {
    name: 'a root is not written into AIA',
    file: 'harness/servers/directory/publish.js',
    find: "[within('Certification Authorities'), within('AIA')]",
    replace: "[within('Certification Authorities')]",
    tests: publish,
  },
  {
    name: 'publishing forgets the certificates an object had',
    file: 'harness/servers/directory/publish.js',
    find: '[...values, certificate]',
    replace: '[certificate]',
    tests: publish,
  },
  {
    name: 'a sealed message that was changed is taken',
    file: 'harness/authentication/ntlm/session-security.js',
    find: 'return timingSafeEqual(this.sign(message), given) ? { message, sealed } : undefined;',
    replace: 'this.sign(message); return { message, sealed };',
    tests: ['test/authentication/ntlm/session-security.test.js'],
  },
  {
    name: 'a ping about another domain is answered',
    file: 'harness/servers/directory/ping.js',
    find: 'const answered = own &&',
    replace: 'const answered =',
    tests: ping,
  },
  {
    name: 'a ping learns that every user is known',
    file: 'harness/wire/ldap/netlogon.js',
    find: 'knowsUser ? OPERATION.known : OPERATION.unknown',
    replace: 'OPERATION.known',
    tests: ping,
  },
  {
    name: 'a search by UDP that is no rootDSE is answered',
    file: 'harness/servers/directory/ping.js',
    find: "operation.base === '' &&",
    replace: '',
    tests: ping,
  },
  {
    name: 'what was published before anybody looked is forgotten when somebody does',
    file: 'harness/pool/directory.js',
    find: `put(entry) {
        this.#fill();`,
    replace: 'put(entry) {',
    tests: ['test/pool/directory.test.js'],
  },
  {
    name: 'a directory with objects is filled again',
    file: 'harness/pool/directory.js',
    find: 'if (this.#entries.size === 0)',
    replace: 'if (true)',
    tests: ['test/pool/directory.test.js'],
  },
  {
    name: 'the web page of a CA gives its chain to those without rights too',
    file: 'harness/servers/web/authority-page/chain.js',
    find: "service.page === 'unauthorized'",
    replace: 'false',
    tests: page,
  },
  {
    name: 'the web page of a CA takes any number for its own chain',
    file: 'harness/servers/web/authority-page/chain.js',
    find: "!== 'cacert'",
    replace: '=== undefined',
    tests: page,
  },
  {
    name: 'the web page of a CA asks nobody who he is',
    file: 'harness/servers/web/authority-page/chain.js',
    find: "service.page === 'anonymous'",
    replace: 'true',
    tests: page,
  },
  {
    name: 'the phone asks whatever the directory calls a host',
    file: 'harness/phone/directory/authority-page.js',
    find: '!hostName.test(host)',
    replace: 'false',
    tests: phonePage,
  },
  {
    name: 'the phone asks every CA of a list without end',
    file: 'harness/phone/directory/authority-page.js',
    find: '.slice(0, MAX_AUTHORITIES_ASKED)',
    replace: '',
    tests: phonePage,
  },
  {
    name: 'the phone takes an error page for a bundle',
    file: 'harness/phone/directory/authority-page.js',
    find: 'certificates.some(readable)',
    replace: 'true',
    tests: phonePage,
  },
  {
    name: 'a page of a CA that gave its chain is found to have failed',
    file: 'harness/diagnosis/findings/authority-page-failed.js',
    find: "evidence.all('authority-page.served').length > 0",
    replace: 'false',
    tests: pageFindings,
  },
  {
    name: 'a domain controller that named a CA counts as unreachable',
    file: 'harness/diagnosis/findings/domain-controller-unreachable.js',
    find: '/pKIEnrollmentService/i.test(search.filter)',
    replace: 'false',
    tests: pageFindings,
  },
  {
    name: 'a CA is a host without a directory that has one',
    file: 'harness/scenario/active-directory.js',
    find: 'if (deployed === false)',
    replace: 'if (false)',
    tests: deployed,
  },
];
