import { type CredentialParameters, headerValues, parseCredentials, type SipResponse } from '../../wire/sip/index.js';
import type { PhoneScheme } from '../models/index.js';

/** One scheme's challenge, as far as the phone goes by it. */
export interface Challenge {
  readonly realm: string;
  readonly targetname: string;
  readonly version: 3 | 4;
  /** Names the association, from the server's first message of a handshake on. */
  readonly opaque?: string;
  /** The server's message of a handshake. */
  readonly token?: Buffer;
}

/** What a 401 offers. */
export interface Challenges {
  /** Names of all schemes, in the server's order. */
  readonly offered: readonly string[];
  readonly schemes: ReadonlyMap<PhoneScheme, Challenge>;
  /** URL of the Certificate Provisioning service, which goes with TLS-DSK. */
  readonly stsUri?: string;
}

const known: Readonly<Record<string, PhoneScheme>> = { 'tls-dsk': 'TLS-DSK', ntlm: 'NTLM' };

/** The challenges of a 401; of a scheme given twice the first counts. @throws HarnessError WIRE_INVALID */
export function challengesOf(response: SipResponse): Challenges {
  const all = headerValues(response, 'WWW-Authenticate').map(parseCredentials);
  const schemes = new Map<PhoneScheme, Challenge>();
  let stsUri: string | undefined;
  for (const { parameters, scheme } of all) {
    const name = known[scheme.toLowerCase()];
    if (name === undefined || schemes.has(name)) continue;
    schemes.set(name, challengeOf(parameters));
    if (name === 'TLS-DSK') stsUri = parameters.get('sts-uri');
  }
  return { offered: all.map(({ scheme }) => scheme), schemes, ...(stsUri && { stsUri }) };
}

function challengeOf(parameters: CredentialParameters): Challenge {
  const opaque = parameters.get('opaque');
  const token = parameters.get('gssapi-data');
  return {
    realm: parameters.get('realm') ?? '',
    targetname: parameters.get('targetname') ?? '',
    version: parameters.get('version') === '3' ? 3 : 4,
    ...(opaque && { opaque }),
    ...(token && { token: Buffer.from(token, 'base64') }),
  };
}
