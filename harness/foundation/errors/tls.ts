import { entries } from './entry.js';

export const tlsErrors = entries({
  TLS_NOT_TLS: {
    sentence: 'The peer does not speak TLS here: its first bytes look like {looksLike}.',
    action: 'Check which port and transport the peer was given; SIP and HTTPS start with a TLS hello on these ports.',
    exit: 1,
  },
  TLS_REFUSED: {
    sentence: 'The TLS handshake was refused by the {by} ({how}, {when}): {detail}.',
    action: 'Compare the hello with what the server offers, and the certificate chain with what the phone trusts.',
    exit: 1,
  },
  TLS_TIMEOUT: {
    sentence: 'The TLS handshake was not finished within {limit} ms ({stage}).',
    action: 'See in the capture which side fell silent; a phone that waits here often could not read the last flight.',
    exit: 1,
  },
  TLS_SUITES_UNAVAILABLE: {
    sentence: 'The cipher suites {suites} are not available in this TLS engine: {detail}.',
    action:
      'Choose AES suites with RSA key exchange, for example `AES128-SHA:AES256-SHA`; this OpenSSL has no RC4 or 3DES.',
    exit: 3,
  },
  TLS_CERTIFICATE_UNUSABLE: {
    sentence: 'The server certificate and key cannot be used for TLS: {detail}.',
    action: 'Check that the key belongs to the certificate, that the file is PEM or PFX, and its passphrase.',
    exit: 2,
  },
  PHONE_REFUSED_CERTIFICATE: {
    sentence: 'The phone refused the certificate of the server ({shape}, alert {alert}).',
    action: "Make the phone trust the chain's root, or give the server a certificate that the phone accepts.",
    exit: 1,
  },
});
