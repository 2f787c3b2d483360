import type { TlsEvents } from '../events/tls.js';
import { certificateName } from './head.js';
import { type EventFieldsOf, flag, list, number, parts, text, words } from './kinds.js';

const stage = ['before-hello', 'after-hello', 'after-certificate', 'after-handshake'] as const;

/** Fields of the events of `TlsEvents`. */
export const tlsFields: EventFieldsOf<TlsEvents> = {
  'connection.opened': {
    peer: text(),
  },
  'connection.closed': {
    afterMs: number(),
  },
  'tls.client-hello': {
    format: words(['tls', 'sslv2']),
    versions: list(text()),
    recordVersion: text('Of the record layer, often lower than the offer.'),
    suites: list(text(), 'Suites by their IANA names, in the order offered.'),
    compression: list(text(), '`null` alone, unless the phone can compress.'),
    extensions: list(text(), 'By their IANA names, in the order sent; none for plain TLS 1.0.'),
    sessionIdLength: number('Bytes of the session the phone wants to take up again; 0 without one.'),
    records: number('TLS records the hello came in; more than one: fragmented.'),
    serverName: text(),
    fingerprint: text(),
    onlyLegacySuites: flag('Only RC4, 3DES, DES or export suites: nothing `node:tls` can serve.'),
  },
  'tls.not-tls': {
    looksLike: words(['http', 'sip', 'unknown']),
  },
  'tls.server-flight': {
    version: text(),
    suite: text(),
    chain: list(parts(certificateName), 'None where a session was taken up again.'),
    engine: words(
      ['openssl', 'tls10'],
      "What serves the connection: OpenSSL, or the harness's own engine for the suites OpenSSL no longer has.",
    ),
    resumed: flag(),
  },
  'tls.established': {
    version: text(),
    suite: text(),
    engine: words(['openssl', 'tls10']),
    resumed: flag(),
  },
  'tls.refused': {
    by: words(['phone', 'server']),
    how: words(['alert', 'close', 'reset']),
    alert: text('RFC 2246 name, e.g. `unknown_ca`; `close_notify` for a close told beforehand.'),
    reason: words(
      [
        'no-common-suite',
        'version-too-old',
        'version-too-new',
        'version-not-accepted',
        'no-common-signature',
        'server-name-missing',
        'certificate-refused',
        'client-certificate-refused',
        'protocol-error',
        'timeout',
        'fault',
      ],
      'Why, in one word, where it is known.',
    ),
    when: words(stage),
    afterMs: number('Milliseconds since the step named by `when`.'),
    detail: text(),
    offered: list(text(), 'Suites or versions the phone offered, where that was the reason.'),
    served: list(text(), 'Suites or versions the port serves, where that was the reason.'),
    encrypted: flag('`raw` is ciphertext.'),
  },
  'tls.warning': {
    by: words(['phone', 'server']),
    alert: text('RFC 2246 name; absent where it was encrypted.'),
    when: words(stage),
    encrypted: flag('`raw` is ciphertext.'),
  },
  'tls.renegotiation': {
    by: words(['phone']),
  },
};
