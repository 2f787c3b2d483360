import { entries } from './entry.js';

export const certificatesErrors = entries({
  DER_INVALID: {
    sentence: '{what} is not valid DER at byte {place}: {detail}.',
    action: 'Give the whole binary structure (X.690 DER), without bytes before or after it.',
    exit: 2,
  },
  CERTIFICATE_MALFORMED: {
    sentence: 'This is not an X.509 certificate: {detail}.',
    action: 'Give one DER certificate; `openssl x509 -inform DER -noout -text` shows whether it can be read.',
    exit: 2,
  },
  CERTIFICATE_BUNDLE_INVALID: {
    sentence: 'This is not a PKCS#7 certificate bundle: {detail}.',
    action: 'Give a certs-only PKCS#7 (.p7b) as DER, PEM or base64; `openssl pkcs7 -print_certs` reads a good one.',
    exit: 2,
  },
  CERTIFICATE_FILE_INVALID: {
    sentence: '{file}, {place}: {detail}.',
    action: 'Give {expected}.',
    exit: 2,
  },
  LOOK_ALIKE_IMPOSSIBLE: {
    sentence: 'No look-alike of "{subject}" can be minted: {detail}.',
    action: 'Leave that certificate out, or mint a similar chain with `mock-lync certs issue`.',
    exit: 2,
  },
  CERTIFICATE_REQUEST_INVALID: {
    sentence: 'This is not a PKCS#10 certificate request: {detail}.',
    action: 'Give a DER request with an RSA key; `openssl req -inform DER -verify` reads a good one.',
    exit: 2,
  },
  CERTIFICATE_SPEC_INVALID: {
    sentence: 'A certificate cannot be made: {detail}.',
    action: 'Correct that value in the certificates section of the scenario.',
    exit: 2,
  },
  PFX_UNREADABLE: {
    sentence: 'The PFX file cannot be used: {detail}.',
    action:
      'Check the passphrase, and export it again with its private key and whole chain, encrypted with AES-256 or 3DES (not RC2).',
    exit: 2,
  },
  FIRMWARE_INVALID: {
    sentence: '"{firmware}" is not a firmware version.',
    action: 'Write four numbers, such as 4.0.7577.4420.',
    exit: 2,
  },
  TRUST_SERVER_UNREACHABLE: {
    sentence: 'The certificates of {target} cannot be read: {detail}.',
    action:
      'Check host and port, and that the service answers with TLS 1.0 to 1.2; otherwise save the chain and give the file.',
    exit: 3,
  },
  TRUST_STORE_UNREADABLE: {
    sentence: 'The trust store data {file} cannot be read: {detail}.',
    action: 'Install the package again: this file belongs to it.',
    exit: 4,
  },
});
