import {
  type ExtendedRequest,
  type LdapOperation,
  LdapResultCode,
  START_TLS,
  WHO_AM_I,
} from '../../../wire/ldap/index.js';
import type { Identity } from '../bind/bind.js';

export interface ExtendedFacts {
  readonly identity: Identity | undefined;
  readonly netbiosDomain: string;
  /** StartTLS is offered here, and would do something. */
  readonly startTls: 'offered' | 'not-offered' | 'on-already';
}

/** The answer to an extended operation (RFC 4511 4.12, 4.14; RFC 4532); undefined for one nobody here knows. */
export function extended(
  { name }: ExtendedRequest,
  { identity, netbiosDomain, startTls }: ExtendedFacts,
): LdapOperation | undefined {
  const result = { kind: 'extendedResponse' as const, matchedDn: '', message: '', referrals: [] };
  if (name === WHO_AM_I) {
    const value = Buffer.from(identity ? `u:${netbiosDomain}\\${identity.user.name}` : '');
    return { ...result, code: LdapResultCode.success, value };
  }
  if (name !== START_TLS) return undefined;
  if (startTls === 'offered') return { ...result, name, code: LdapResultCode.success };
  const message = startTls === 'on-already' ? 'TLS or a security layer is on already' : 'there is no TLS here';
  const code = startTls === 'on-already' ? LdapResultCode.operationsError : LdapResultCode.unavailable;
  return { ...result, name, code, message };
}
