import type { LdapOperation } from '../../wire/ldap/index.js';

/**
 * The bytes of a request as they may be recorded: a password or an NTLM answer, which can be attacked off line, is
 * overwritten at its own length.
 */
export function recordableLdap(bytes: Buffer, operation: LdapOperation): Buffer {
  if (operation.kind !== 'bindRequest') return bytes;
  const { credentials } = operation;
  const secret = credentials.method === 'simple' ? credentials.password : credentials.token;
  if (!secret || secret.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  // The secret is a view of the same memory as the bytes it was read from.
  const start = secret.byteOffset - bytes.byteOffset;
  copy.fill('*', start, start + secret.length);
  return copy;
}
