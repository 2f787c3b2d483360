import { HarnessError } from '../../foundation/errors/index.js';
import { listValues, parseAddress, parseCSeq, type SipMessage } from '../../wire/sip/index.js';
import { type SignedHeaders, signedHeaders } from './signed-headers.js';

/** The part of a signature string that comes from the credentials header rather than from the message. */
export interface SignatureCredentials {
  readonly scheme: string;
  /** crand of the client, srand of the server; as text, case kept. */
  readonly rand: string;
  /** cnum or snum, decimal text. */
  readonly num: string;
  readonly realm: string;
  readonly targetname: string;
}

/** Every value a SIP signature covers (MS-SIPAE 3.2.5.2), verbatim; what is absent is an empty text. */
export interface SignatureFields extends SignatureCredentials {
  readonly callId: string;
  readonly cseqNumber: string;
  readonly cseqMethod: string;
  readonly fromUri: string;
  readonly fromTag: string;
  readonly toUri: string;
  readonly toTag: string;
  /** The SIP URI of P-Asserted-Identity, else of P-Preferred-Identity. */
  readonly identitySip: string;
  /** The tel URI of the same header. */
  readonly identityTel: string;
  /** The Expires header, never a Contact parameter. */
  readonly expires: string;
  /** Responses only. A request has no such field at all. */
  readonly status?: string | undefined;
}

/**
 * Collects the signed fields of a finished message.
 * @throws HarnessError SIGNATURE_FIELD_MISSING, WIRE_INVALID for a header that cannot be read
 */
export function fieldsOfMessage(
  message: SipMessage,
  credentials: SignatureCredentials,
  signed: SignedHeaders = signedHeaders(message),
): SignatureFields {
  const from = parseAddress(needed(signed.from, 'From'));
  const to = parseAddress(needed(signed.to, 'To'));
  const cseq = parseCSeq(needed(signed.cseq, 'CSeq'));
  const identity = identityUris(signed);
  return {
    scheme: credentials.scheme,
    rand: credentials.rand,
    num: credentials.num,
    realm: credentials.realm,
    targetname: credentials.targetname,
    callId: needed(signed.callId, 'Call-ID'),
    cseqNumber: cseq.numberText,
    cseqMethod: cseq.method,
    fromUri: from.uri,
    fromTag: from.parameters.get('tag') ?? '',
    toUri: to.uri,
    toTag: to.parameters.get('tag') ?? '',
    identitySip: identity.sip,
    identityTel: identity.tel,
    expires: signed.expires ?? '',
    status: message.kind === 'response' ? String(message.status) : undefined,
  };
}

function needed(value: string | undefined, field: string): string {
  if (value === undefined) throw new HarnessError('SIGNATURE_FIELD_MISSING', { field });
  return value;
}

/** Only the first header of the name counts; it may list a sip and a tel URI in either order (observed). */
function identityUris({ assertedIdentity, preferredIdentity }: SignedHeaders): { sip: string; tel: string } {
  const value = assertedIdentity ?? preferredIdentity;
  if (value === undefined) return { sip: '', tel: '' };
  const uris = listValues(value).map((entry) => parseAddress(entry).uri);
  return {
    sip: uris.find((uri) => /^sips?:/i.test(uri)) ?? '',
    tel: uris.find((uri) => /^tel:/i.test(uri)) ?? '',
  };
}
