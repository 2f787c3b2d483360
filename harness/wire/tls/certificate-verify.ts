import { FieldReader, vector } from './field-reader.js';

const WHAT = 'The CertificateVerify message';

/** The signature of a TLS 1.0 or 1.1 CertificateVerify (RFC 2246 7.4.8), which names no algorithm. Throws WIRE_TRUNCATED, WIRE_INVALID. */
export function parseCertificateVerify(body: Buffer): Buffer {
  const reader = new FieldReader(WHAT, body);
  const signature = reader.vector(2, 'signature');
  reader.end('signature');
  return signature;
}

/** The body of a TLS 1.0 or 1.1 certificate_verify. Throws WIRE_TOO_LARGE. */
export function encodeCertificateVerify(signature: Buffer): Buffer {
  return vector(WHAT, 'signature', 2, signature);
}
