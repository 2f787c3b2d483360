import { FieldReader, vector } from './field-reader.js';

const WHAT = 'The ClientKeyExchange message';

/** How a ClientKeyExchange may be written. */
export interface ClientKeyExchangeForm {
  /**
   * Length in bytes of the server's RSA modulus: a body of exactly so many bytes is the bare ciphertext, without the length in front,
   * as SSL 3.0 has it and some of its clients keep in TLS 1.0 (RFC 5246 7.4.7.1). Absent: the length must be there.
   */
  readonly bareModulusLength?: number;
}

/** The premaster secret, encrypted for the server's RSA key (RFC 2246 7.4.7.1). Throws WIRE_TRUNCATED, WIRE_INVALID. */
export function parseClientKeyExchange(body: Buffer, form: ClientKeyExchangeForm = {}): Buffer {
  if (body.length > 0 && body.length === form.bareModulusLength) return Buffer.from(body);
  const reader = new FieldReader(WHAT, body);
  const encrypted = reader.vector(2, 'EncryptedPreMasterSecret');
  reader.end('EncryptedPreMasterSecret');
  return encrypted;
}

/** The body of a client_key_exchange for RSA. `bare` leaves the length out, as SSL 3.0 does. Throws WIRE_TOO_LARGE. */
export function encodeClientKeyExchange(encryptedPremaster: Buffer, form: { readonly bare?: boolean } = {}): Buffer {
  return form.bare ? Buffer.from(encryptedPremaster) : vector(WHAT, 'EncryptedPreMasterSecret', 2, encryptedPremaster);
}
