import { realm } from '../../deployment/index.js';
import { nextHeader, parseCredentials, type SipRequest } from '../../wire/sip/index.js';
import { MAX_TOKEN_BYTES } from './limits.js';
import type { Scheme } from './schemes/index.js';

/** The client's credentials for this server. */
export interface ClientCredentials {
  /** One of the offered. */
  readonly scheme: string;
  /** Absent in the first message of a handshake. */
  readonly opaque: string | undefined;
  /** A handshake message, base64 not yet read; empty is a message too (NTLM begins with it). */
  readonly token: string | undefined;
  /** The version the client speaks; given while it signs in. */
  readonly version: string | undefined;
}

const HEADERS = ['Authorization', 'Proxy-Authorization'] as const;

/**
 * The first credentials in an offered scheme whose realm and targetname are ours (MS-SIPAE 3.3.5.2); clients of 2007
 * use the Proxy form.
 * @throws HarnessError WIRE_INVALID for credentials nobody can read
 */
export function credentialsFor({ headers }: SipRequest, offered: readonly Scheme[]): ClientCredentials | undefined {
  for (const name of HEADERS) {
    for (let at = nextHeader(headers, name, 0); at !== -1; at = nextHeader(headers, name, at + 1)) {
      const { parameters, scheme } = parseCredentials(headers[at]?.value ?? '');
      const found = offered.find((each) => each.name === scheme || each.name.toLowerCase() === scheme.toLowerCase());
      if (!found || parameters.get('realm') !== realm || parameters.get('targetname') !== found.targetname) continue;
      return {
        scheme: found.name,
        opaque: parameters.get('opaque') || undefined,
        token: parameters.get('gssapi-data'),
        version: parameters.get('version') || undefined,
      };
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
