import type { Mutant } from './mutant.js';

const twoWay = ['test/phone/two-way.test.js'];
const ntlm = ['test/phone/ntlm.test.js'];
const stay = ['test/phone/stay.test.js'];
const deregistered = ['test/phone/deregistered.test.js'];
const after = ['test/phone/after-sign-in.test.js'];

export const mutants: Mutant[] = [
  {
    name: "the phone obeys the registrar's requests whatever their signature",
    file: 'harness/phone/sip/serve-registrar.js',
    find: '|| !registration.accepts(request)',
    replace: '|| (registration.accepts(request), false)',
    tests: twoWay,
  },
  {
    name: 'the phone answers a BENOTIFY',
    file: 'harness/phone/sip/serve-registrar.js',
    find: "if (request.method === 'BENOTIFY' || association === undefined)",
    replace: 'if (association === undefined)',
    tests: twoWay,
  },
  {
    name: 'the phone answers unsigned',
    file: 'harness/phone/sip/serve-registrar.js',
    find: 'association.signed(phoneResponse(request, answer, context.random.hex(10), context.userAgent))',
    replace: 'phoneResponse(request, answer, context.random.hex(10), context.userAgent)',
    tests: twoWay,
  },
  {
    name: 'a notice of de-registration counts in any dialog',
    file: 'harness/phone/sip/serve-registrar.js',
    find: "header(request, 'Call-ID') !== registration.callId",
    replace: 'false',
    tests: deregistered,
  },
  {
    name: 'the phone takes answers to its other requests unsigned',
    file: 'harness/phone/sip/registration.js',
    find: 'response.status === 401 || this.accepts(response)',
    replace: 'response.status === 401 || (this.accepts(response), true)',
    tests: twoWay,
  },
  {
    name: 'an old notification overtakes a newer one',
    file: 'harness/phone/sip/subscription.js',
    find: '!(number > this.#heard)',
    replace: 'false',
    tests: twoWay,
  },
  {
    name: 'a phone that needs certificates does without',
    file: 'harness/phone/sip/choose-scheme.js',
    find: "authentication.certificate === 'needed' ||",
    replace: 'false ||',
    tests: ntlm,
  },
  {
    name: 'a PIN phone does without TLS-DSK',
    file: 'harness/phone/sip/choose-scheme.js',
    find: "|| typed.signIn === 'pin'",
    replace: '|| false',
    tests: ntlm,
  },
  {
    name: 'the password is preferred to the certificate',
    file: 'harness/phone/models/registrar-authentication.js',
    find: "ariesAuthentication = { order: ['TLS-DSK', 'NTLM']",
    replace: "ariesAuthentication = { order: ['NTLM', 'TLS-DSK']",
    tests: ntlm,
  },
  {
    name: 'the last REGISTER of NTLM is never signed',
    file: 'harness/phone/sip/ntlm-handshake.js',
    find: 'version === 4 ? signed : unsigned',
    replace: 'unsigned',
    tests: ntlm,
  },
  {
    name: 'the registration is not refreshed',
    file: 'harness/phone/stay/refresh.js',
    find: 'if (granted === undefined)',
    replace: 'if (true)',
    tests: stay,
  },
  {
    name: 'the association is kept until the registrar refuses it',
    file: 'harness/phone/stay/reauthenticate.js',
    find: 'if (secured === undefined)',
    replace: 'if (true)',
    tests: stay,
  },
  {
    name: 'a refresh that adds the binding anew counts as one',
    file: 'harness/phone/sip/registration.js',
    find: "action !== 'refreshed'",
    replace: 'false',
    tests: stay,
  },
  {
    name: 'the pauses between tries stay the same',
    file: 'harness/phone/stay/back-off.js',
    find: '2 ** (attempt - 1)',
    replace: '1',
    tests: stay,
  },
  {
    name: 'a phone that is not let in any more tries for ever',
    file: 'harness/phone/stay/reconnect.js',
    find: '[401, 403, 404].includes(error.status)',
    replace: 'false',
    tests: deregistered,
  },
  {
    name: 'Retry-After is not kept to',
    file: 'harness/phone/sip/retry.js',
    find: 'error.status === 480 || error.status === 503 ? asked : undefined',
    replace: 'undefined',
    tests: ['test/phone/sign-in-retries.test.js'],
  },
  {
    name: 'a user signed out by the registrar comes back at once',
    file: 'harness/phone/stay/stay.js',
    find: "disturbance.notice.event === 'unregistered' || disturbance.notice.event === 'rejected'",
    replace: 'false',
    tests: deregistered,
  },
  {
    name: 'a 200 without Expires registers',
    file: 'harness/phone/sip/terms.js',
    find: 'seconds === undefined || Number(seconds) === 0',
    replace: 'false',
    tests: ['test/phone/terms.test.js'],
  },
  {
    name: 'the phone publishes over any version again and again',
    file: 'harness/phone/after-sign-in/publish.js',
    find: 'if (response.status === 409)',
    replace: 'while (response.status === 409)',
    tests: after,
  },
  {
    name: 'a soft reset keeps the delivered chain',
    file: 'harness/phone/memory.js',
    find: 'memory.deliveredAnchors.length = 0;',
    replace: '',
    tests: ['test/phone/reset.test.js'],
  },
  {
    name: 'a certificate is used to its very end',
    file: 'harness/phone/stay/renew-certificate.js',
    find: 'Number.isFinite(end)',
    replace: 'false',
    tests: ['test/phone/renewal.test.js'],
  },
];
