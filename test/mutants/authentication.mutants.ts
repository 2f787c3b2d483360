import type { Mutant } from './mutant.js';

const association = ['test/authentication/security-association/security-association.test.js'];
const signature = ['test/authentication/sip-signature/signature-string.test.js'];
const userCertificate = ['test/authentication/user-certificate/check.test.js'];
const ntlm = ['test/authentication/ntlm/exchange.test.js'];
const ntlmVectors = ['test/authentication/ntlm/vectors.test.js'];
const dskKeys = ['test/authentication/tls-dsk/keys.test.js'];
const dskHandshake = ['test/authentication/tls-dsk/handshake.test.js'];

export const mutants: readonly Mutant[] = [
  {
    name: 'a wrong SIP signature is accepted',
    file: 'harness/authentication/security-association/security-association.js',
    find: 'if (!keys.verify(expectedString, signature))',
    replace: 'if (false)',
    tests: association,
  },
  {
    name: 'a replayed SIP message is accepted',
    file: 'harness/authentication/security-association/security-association.js',
    find: 'if (!this.#received.take(number))',
    replace: 'if (false)',
    tests: association,
  },
  {
    name: 'a number too old for the replay window is accepted',
    file: 'harness/authentication/security-association/replay-window.js',
    find: 'if (number <= this.#highest - REPLAY_WINDOW)',
    replace: 'if (false)',
    tests: ['test/authentication/security-association/replay-window.test.js'],
  },
  {
    name: 'a signature of another association is accepted',
    file: 'harness/authentication/security-association/security-association.js',
    find: ' &&\n            claim.opaque === opaque',
    replace: '',
    tests: association,
  },
  {
    name: 'the To URI is not signed',
    file: 'harness/authentication/sip-signature/signature-string.js',
    find: '{toUri}><$',
    replace: '{toTag}><$',
    tests: signature,
  },
  {
    name: 'TLS-DSK signatures are not verified',
    file: 'harness/authentication/tls-dsk/dsk-keys.js',
    find: 'sameText(signature, peer.hexOfText(text))',
    replace: 'signature.length === peer.hexOfText(text).length',
    tests: dskKeys,
  },
  {
    name: 'TLS-DSK swaps the keys of client and server',
    file: 'harness/authentication/tls-dsk/dsk-keys.js',
    find: "side === 'client' ? [client, server] : [server, client]",
    replace: "side === 'client' ? [server, client] : [client, server]",
    tests: dskKeys,
  },
  {
    name: 'TLS-DSK asks for no client certificate',
    file: 'harness/authentication/tls-dsk/port.js',
    find: 'requestCert: true',
    replace: 'requestCert: false',
    tests: dskHandshake,
  },
  {
    name: 'a user certificate of another user is accepted',
    file: 'harness/authentication/user-certificate/check-user-certificate.js',
    find: 'if (name.toLowerCase() !== withoutScheme(question.user).toLowerCase())',
    replace: 'if (false)',
    tests: userCertificate,
  },
  {
    name: 'a user certificate of a foreign authority is accepted',
    file: 'harness/authentication/user-certificate/check-user-certificate.js',
    find: ' || !signedBy(certificate, authority)',
    replace: '',
    tests: userCertificate,
  },
  {
    name: 'an expired user certificate is accepted',
    file: 'harness/authentication/user-certificate/check-user-certificate.js',
    find: 'if (at > Date.parse(certificate.validTo))',
    replace: 'if (false)',
    tests: userCertificate,
  },
  {
    name: 'a revoked user certificate is accepted',
    file: 'harness/authentication/user-certificate/check-user-certificate.js',
    find: "if (state === 'revoked')",
    replace: "if (state === 'revoked') return { ok: true };\n    if (false)",
    tests: userCertificate,
  },
  {
    name: 'an unpublished user certificate is accepted',
    file: 'harness/authentication/user-certificate/check-user-certificate.js',
    find: "if (state !== 'published')",
    replace: 'if (false)',
    tests: userCertificate,
  },
  {
    name: 'an NTLM answer is accepted without its proof',
    file: 'harness/authentication/ntlm/server.js',
    find: '.find((key) => timingSafeEqual(passwordProof(key, this.#serverChallenge, clientData), proof));',
    replace: '.at(0);',
    tests: ntlm,
  },
  {
    name: 'an NTLM challenge can be answered twice',
    file: 'harness/authentication/ntlm/server.js',
    find: 'this.#sent = undefined;',
    replace: '',
    tests: ntlm,
  },
  {
    name: 'a wrong NTLM integrity code is accepted',
    file: 'harness/authentication/ntlm/server.js',
    find: 'if (!answer.mic || !timingSafeEqual(answer.mic, expected))',
    replace: 'if (!answer.mic)',
    tests: ntlm,
  },
  {
    name: 'NTLM signatures are not verified',
    file: 'harness/authentication/ntlm/datagram-signature.js',
    find: 'sameText(padded ? withPaddingOf(expected, signature) : signature, expected)',
    replace: 'true',
    tests: ntlmVectors,
  },
];
