import type { Mutant } from './mutant.js';

const NTLM = ['test/servers/front-end/ntlm.test.js'];
const REFUSALS = ['test/servers/front-end/ntlm-refusals.test.js'];
const SCHEMES = ['test/servers/front-end/schemes.test.js'];
const AUTHENTICATION = ['test/servers/front-end/authentication.test.js'];
const RESPONSES = ['test/servers/front-end/authentication-of-responses.test.js'];
const ASSOCIATIONS = ['test/servers/front-end/associations.test.js'];
const TRACE = ['test/authentication/ntlm/ocs-trace.test.js'];

const authentication = 'harness/servers/front-end/authentication.js';
const ntlm = 'harness/servers/front-end/schemes/ntlm.js';
const association = 'harness/authentication/security-association/security-association.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'any NTLM account may act as any user',
    file: ntlm,
    find: '?.sipAddress !== this.#user',
    replace: '?.sipAddress === undefined',
    tests: REFUSALS,
  },
  {
    name: 'a refusal for another account’s credentials leaves an association behind',
    file: authentication,
    find: "if (proven.otherUser)\n            return { kind: 'other-user', association };",
    replace:
      "if (proven.otherUser) { this.#core.associations.add(association); return { kind: 'other-user', association }; }",
    tests: REFUSALS,
  },
  {
    name: 'an NTLM challenge serves more than one client',
    file: ntlm,
    find: 'this.#server = new NtlmServer();',
    replace: 'this.#server = new NtlmServer({ serverChallenge: Buffer.alloc(8, 1) });',
    tests: [...NTLM, ...REFUSALS],
  },
  {
    name: 'a domain nobody knows is let in',
    file: 'harness/servers/front-end/schemes/windows-account.js',
    find: 'if (!domains.includes(domain.toLowerCase()))',
    replace: 'if (false)',
    tests: REFUSALS,
  },
  {
    name: 'in version 4 the last request of a handshake need not be signed',
    file: authentication,
    find: "check.problem === 'missing' && version === 3",
    replace: "check.problem === 'missing'",
    tests: REFUSALS,
  },
  {
    name: 'in version 3 a bad signature on the last request of a handshake is overlooked',
    file: authentication,
    find: "check.problem === 'missing' && version === 3",
    replace: 'version === 3',
    tests: NTLM,
  },
  {
    name: 'an association stands although the last request of its handshake was badly signed',
    file: authentication,
    find: 'const check = association.security.check(exchange.request);\n        if (!check.ok && ',
    replace:
      'const check = association.security.check(exchange.request);\n        this.#core.associations.add(association);\n        if (!check.ok && check.problem === "replayed" && ',
    tests: REFUSALS,
  },
  {
    name: 'a client of version 3 is expected to speak version 4',
    file: 'harness/servers/front-end/agreed-version.js',
    find: 'Number(named) === 3 ? 3 : offered',
    replace: 'offered',
    tests: [...NTLM, ...ASSOCIATIONS],
  },
  {
    name: 'version 2 is served',
    file: 'harness/servers/front-end/agreed-version.js',
    find: '|| Number(named) < 3',
    replace: '',
    tests: REFUSALS,
  },
  {
    name: 'a disabled user may sign in',
    file: 'harness/servers/front-end/account-refusal.js',
    find: 'account.enabled ?',
    replace: 'true ?',
    tests: REFUSALS,
  },
  {
    name: 'the schemes are offered in an order of our own',
    file: 'harness/servers/front-end/schemes/index.js',
    find: '[...new Set(context.deployment.frontEnd.schemes)]',
    replace: '[...new Set(context.deployment.frontEnd.schemes)].sort()',
    tests: SCHEMES,
  },
  {
    name: 'Kerberos goes by the name of the host alone',
    file: 'harness/servers/front-end/schemes/kerberos.js',
    find: 'sip/$',
    replace: '$',
    tests: SCHEMES,
  },
  {
    name: 'authentication is off when the scenario wants it',
    file: authentication,
    find: "frontEnd.authentication === 'off'",
    replace: "frontEnd.authentication !== 'off'",
    tests: SCHEMES,
  },
  {
    name: 'credentials for another server are taken for ours',
    file: 'harness/servers/front-end/credentials.js',
    find: " || parameters.get('targetname') !== found.targetname",
    replace: '',
    tests: [...SCHEMES, 'test/servers/front-end/challenge.test.js'],
  },
  {
    name: 'an endpoint that signs in anew keeps its old association too',
    file: 'harness/servers/front-end/associations.js',
    find: 'this.end(user, endpoint);',
    replace: '',
    tests: [...ASSOCIATIONS, ...AUTHENTICATION],
  },
  {
    name: 'signing in anew on one device ends the others’ associations',
    file: 'harness/servers/front-end/associations.js',
    find: '}\\n$',
    replace: '}`+`',
    tests: [...ASSOCIATIONS, ...AUTHENTICATION],
  },
  {
    name: 'the server’s requests go out over an association past its time',
    file: 'harness/servers/front-end/associations.js',
    find: 'return found && this.#living(found);',
    replace: 'return found;',
    tests: ASSOCIATIONS,
  },
  {
    name: 'a client’s answer to a NOTIFY is not checked',
    file: 'harness/servers/front-end/dialogs/server-requests.js',
    find: 'if (check && !check.ok)',
    replace: 'if (false)',
    tests: RESPONSES,
  },
  {
    name: 'nobody hears what should have been signed',
    file: 'harness/servers/front-end/signature-evidence.js',
    find: '{ expected: expectedString }',
    replace: '{}',
    tests: AUTHENTICATION,
  },
  {
    name: 'a likely mistake is good enough',
    file: association,
    find: "return { ok: false, problem: 'bad-signature', expectedString, ...(signedInstead && { signedInstead }) };",
    replace: "if (!signedInstead) return { ok: false, problem: 'bad-signature', expectedString };",
    tests: AUTHENTICATION,
  },
  {
    name: 'the answer to an NTLM challenge goes into the journal',
    file: 'harness/journal/overwrite.js',
    find: 'first.response >= 0)',
    replace: 'false)',
    tests: NTLM,
  },
  {
    name: 'SIP messages are signed with numbers of their own in NTLM',
    file: 'harness/authentication/ntlm/datagram-signature.js',
    find: 'const SEQUENCE = littleEndian(100);',
    replace: 'const SEQUENCE = littleEndian(1);',
    tests: TRACE,
  },
];
