import { realm } from '../../deployment/index.js';
import { headerValues, parseCredentials, type SipRequest } from '../../wire/sip/index.js';
import { MAX_TOKEN_BYTES } from './limits.js';

/** The client's credentials for this server. */
export interface ClientCredentials {
  /** As written. */
  readonly scheme: string;
  /** Absent in the first message of a handshake. */
  readonly opaque: string | undefined;
  /** A handshake message, base64 not yet read; empty is a message too (NTLM begins with it). */
  readonly token: string | undefined;
}

/**
 * The first credentials whose realm and targetname are ours (MS-SIPAE 3.3.5.2); clients of 2007 use the Proxy form.
 * @throws HarnessError WIRE_INVALID for credentials nobody can read
 */
export function credentialsFor(request: SipRequest, fqdn: string): ClientCredentials | undefined {
  for (const name of ['Authorization', 'Proxy-Authorization']) {
    for (const value of headerValues(request, name)) {
      const { parameters, scheme } = parseCredentials(value);
      if (parameters.get('realm') !== realm || parameters.get('targetname') !== fqdn) continue;
      return { scheme, opaque: parameters.get('opaque') || undefined, token: parameters.get('gssapi-data') };
    }
  }
  return undefined;
}

/** The bytes of a token, or undefined when it is not base64 or larger than any handshake needs. */
export function tokenBytes(token: string): Buffer | undefined {
  if (token.length > (MAX_TOKEN_BYTES / 3) * 4 + 4) return undefined;
  if (token.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(token)) return undefined;
  return Buffer.from(token, 'base64');
}
