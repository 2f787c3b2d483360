import type { Mutant } from './mutant.js';

const CERTIFICATES = ['test/servers/front-end/certificate-refusals.test.js'];
const HANDSHAKES = ['test/servers/front-end/handshake-refusals.test.js'];
const SIGNATURES = ['test/servers/front-end/signature-refusals.test.js'];
const REGISTER = ['test/servers/front-end/register.test.js'];
const SIGN_IN = ['test/servers/front-end/sign-in.test.js'];
const STREAM = ['test/servers/front-end/stream.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'the Front End does not check a signature',
    file: 'harness/servers/front-end/authentication.js',
    find: 'if (check.ok)',
    replace: 'if (true)',
    tests: SIGNATURES,
  },
  {
    name: 'the Front End accepts a replayed message',
    file: 'harness/servers/front-end/authentication.js',
    find: 'if (check.ok)',
    replace: "if (check.ok || check.problem === 'replayed')",
    tests: SIGNATURES,
  },
  {
    name: 'the Front End does not look whose certificate it is',
    file: 'harness/servers/front-end/schemes/tls-dsk.js',
    find: 'if (!check.ok)',
    replace: "if (!check.ok && check.problem !== 'other-user')",
    tests: CERTIFICATES,
  },
  {
    name: 'the Front End does not look who issued a certificate',
    file: 'harness/servers/front-end/schemes/tls-dsk.js',
    find: 'if (!check.ok)',
    replace: "if (!check.ok && check.problem !== 'foreign')",
    tests: CERTIFICATES,
  },
  {
    name: 'the Front End accepts a revoked certificate',
    file: 'harness/servers/front-end/schemes/tls-dsk.js',
    find: 'if (!check.ok)',
    replace: "if (!check.ok && check.problem !== 'revoked')",
    tests: CERTIFICATES,
  },
  {
    name: 'the Front End accepts a certificate the pool never published',
    file: 'harness/servers/front-end/schemes/tls-dsk.js',
    find: 'pool.certificates.state(thumbprint)',
    replace: "(pool.certificates.state(thumbprint) === 'revoked' ? 'revoked' : 'published')",
    tests: CERTIFICATES,
  },
  {
    name: "the Front End judges a certificate by the machine's date",
    file: 'harness/servers/front-end/schemes/tls-dsk.js',
    find: 'at: clock.now()',
    replace: 'at: new Date()',
    tests: SIGN_IN,
  },
  {
    name: 'the Front End does not sign its answers',
    file: 'harness/servers/front-end/outcome.js',
    find: 'response: association?.security.signed(response) ?? response, deliveries: none',
    replace: 'response, deliveries: none',
    tests: SIGN_IN,
  },
  {
    name: 'an association never ends',
    file: 'harness/servers/front-end/associations.js',
    find: 'if (this.#clock.elapsed() < association.expiresAt)',
    replace: 'if (true)',
    tests: SIGNATURES,
  },
  {
    name: 'an association outlives its certificate',
    file: 'harness/servers/front-end/authentication.js',
    find: 'Math.min(ASSOCIATION_MS, left)',
    replace: 'ASSOCIATION_MS',
    tests: SIGNATURES,
  },
  {
    name: 'an association speaks for any user',
    file: 'harness/servers/front-end/associations.js',
    find: 'found.user !== user || ',
    replace: '',
    tests: SIGNATURES,
  },
  {
    name: 'an association speaks for any endpoint',
    file: 'harness/servers/front-end/associations.js',
    find: ' || found.endpoint !== endpoint',
    replace: '',
    tests: SIGNATURES,
  },
  {
    name: 'a handshake may be continued by another user',
    file: 'harness/servers/front-end/authentication.js',
    find: ' && halfOpen.user === exchange.user',
    replace: '',
    tests: HANDSHAKES,
  },
  {
    name: 'a handshake left half open is never forgotten',
    file: 'harness/servers/front-end/half-open.js',
    find: 'if (this.#clock.elapsed() - since < HALF_OPEN_MS)',
    replace: 'if (true)',
    tests: HANDSHAKES,
  },
  {
    name: 'there may be any number of handshakes',
    file: 'harness/servers/front-end/half-open.js',
    find: 'if (this.#entries.size < MAX_HALF_OPEN)',
    replace: 'if (true)',
    tests: HANDSHAKES,
  },
  {
    name: 'a user may bind another user',
    file: 'harness/servers/front-end/register/admission.js',
    find: '!== user)',
    replace: '=== undefined)',
    tests: REGISTER,
  },
  {
    name: 'a user nobody deployed may sign in',
    file: 'harness/servers/front-end/account-refusal.js',
    find: 'if (!account)',
    replace: 'if (false)',
    tests: REGISTER,
  },
  {
    name: 'a silent connection stays open',
    file: 'harness/servers/front-end/connection/silence.js',
    find: 'parts.close();',
    replace: '',
    tests: STREAM,
  },
  {
    name: 'a wait is skipped while an answer is being made',
    file: 'harness/servers/front-end/connection/sip-connection.js',
    find: 'participant.leave();',
    replace: '',
    tests: STREAM,
  },
];
