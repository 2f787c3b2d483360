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
  TLS_ALERT_SENT: {
    sentence: 'The TLS connection was ended with the alert {alert} for what the peer sent: {detail}.',
    action: 'Look at the peer: what it sent breaks TLS 1.0 or cannot be served here; the capture shows the bytes.',
    exit: 1,
  },
  TLS_ALERT_RECEIVED: {
    sentence: 'The peer ended the TLS connection with the alert {alert}.',
    action:
      'The name of the alert says what the peer could not accept; certificate alerts concern the chain it was shown.',
    exit: 1,
  },
  TLS_NOT_ESTABLISHED: {
    sentence: 'The TLS handshake is not finished: there is no {what} yet.',
    action: 'Wait until the handshake is over before using the connection.',
    exit: 4,
  },
  PHONE_REFUSED_CERTIFICATE: {
    sentence: 'The phone refused the certificate of the server ({shape}, alert {alert}).',
    action: "Make the phone trust the chain's root, or give the server a certificate that the phone accepts.",
    exit: 1,
  },
});
