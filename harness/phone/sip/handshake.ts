import type { SecurityAssociation } from '../../authentication/security-association/index.js';
import {
  type CredentialParameter,
  formatCredentials,
  type SipRequest,
  type SipResponse,
} from '../../wire/sip/index.js';
import type { PhoneScheme } from '../models/index.js';
import type { Challenge } from './challenge.js';

/** Posts a REGISTER with that Authorization and gives the final answer. */
export type SendHandshake = (authorization: string) => Promise<SipResponse>;

/** A handshake at its end, but for the REGISTER that asks to be registered. */
export interface Finished {
  readonly association: SecurityAssociation;
  /** That REGISTER with what the scheme puts on it. */
  readonly register: (request: SipRequest) => SipRequest;
}

/** The header value of a handshake step. */
export function handshakeCredentials(
  scheme: PhoneScheme,
  { realm, targetname, version }: Challenge,
  opaque: string | undefined,
  token: Buffer,
): string {
  const parameters: CredentialParameter[] = [
    ['qop', 'auth'],
    ...(opaque === undefined ? [] : [['opaque', opaque] as const]),
    ['realm', realm],
    ['targetname', targetname],
    ['gssapi-data', token.toString('base64')],
    ['version', String(version), false],
  ];
  return formatCredentials(scheme, parameters);
}

/** The request as the association signs it; the type says that it stays a request. */
export function signedRequest(
  association: SecurityAssociation,
  request: SipRequest,
  extra: { readonly gssapiData?: Buffer } = {},
): SipRequest {
  const { headers } = association.signed(request, extra);
  return { ...request, headers };
}
