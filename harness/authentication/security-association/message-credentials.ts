import { HarnessError } from '../../foundation/errors/index.js';
import { nextHeader, parseCredentials, type SipCredentials, type SipMessage } from '../../wire/sip/index.js';

export type Side = 'client' | 'server';

/** Headers that carry the peer's signature: a client's (2007 clients use the Proxy form), or a server's. */
const SIGNED_HEADERS: Readonly<Record<Side, readonly string[]>> = {
  client: ['Authorization', 'Proxy-Authorization'],
  server: ['Authentication-Info', 'Proxy-Authentication-Info'],
};

/** Parameter names of one direction. */
export const SIGNATURE_PARAMETERS = {
  client: { rand: 'crand', num: 'cnum', signature: 'response' },
  server: { rand: 'srand', num: 'snum', signature: 'rspauth' },
} as const;

/** The signature somebody put on a message, still to be verified. */
export interface ClaimedSignature {
  readonly scheme: string;
  readonly realm: string;
  readonly targetname: string;
  readonly opaque: string;
  readonly rand: string;
  readonly num: string;
  /** Hex digits in lower case, or whatever else the peer wrote there. */
  readonly signature: string;
}

/** Every signature that `signer` claims on the message; credentials that cannot be read count as none. */
export function claimedSignatures({ headers }: SipMessage, signer: Side): ClaimedSignature[] {
  const claims: ClaimedSignature[] = [];
  for (const name of SIGNED_HEADERS[signer]) {
    for (let at = nextHeader(headers, name, 0); at !== -1; at = nextHeader(headers, name, at + 1)) {
      const credentials = readable(headers[at]?.value ?? '');
      const claim = credentials && claimOf(credentials, signer);
      if (claim) claims.push(claim);
    }
  }
  return claims;
}

function claimOf({ scheme, parameters }: SipCredentials, signer: Side): ClaimedSignature | undefined {
  const names = SIGNATURE_PARAMETERS[signer];
  const signature = parameters.get(names.signature);
  const num = parameters.get(names.num);
  if (signature === undefined && num === undefined) return undefined;
  return {
    scheme,
    realm: parameters.get('realm') ?? '',
    targetname: parameters.get('targetname') ?? '',
    opaque: parameters.get('opaque') ?? '',
    rand: parameters.get(names.rand) ?? '',
    num: num ?? '',
    signature: (signature ?? '').toLowerCase(),
  };
}

function readable(value: string): SipCredentials | undefined {
  try {
    return parseCredentials(value);
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
