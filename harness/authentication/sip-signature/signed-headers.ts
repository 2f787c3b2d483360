import { isHeader, type SipMessage } from '../../wire/sip/index.js';

/** The header values that a signature covers, the first of each name, as they stand. */
export interface SignedHeaders {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly callId: string | undefined;
  readonly cseq: string | undefined;
  readonly expires: string | undefined;
  readonly assertedIdentity: string | undefined;
  readonly preferredIdentity: string | undefined;
}

/**
 * Looks through the lines once, instead of once for each of the seven. The length of a name tells of nearly every line
 * that it is none of them; one letter may be the compact form of three.
 */
export function signedHeaders({ headers }: SipMessage): SignedHeaders {
  let from: string | undefined;
  let to: string | undefined;
  let callId: string | undefined;
  let cseq: string | undefined;
  let expires: string | undefined;
  let assertedIdentity: string | undefined;
  let preferredIdentity: string | undefined;
  for (const { name, value } of headers) {
    switch (name.length) {
      case 1:
        if (isHeader(name, 'From')) from ??= value;
        else if (isHeader(name, 'To')) to ??= value;
        else if (isHeader(name, 'Call-ID')) callId ??= value;
        break;
      case 2:
        if (isHeader(name, 'To')) to ??= value;
        break;
      case 4:
        if (isHeader(name, 'From')) from ??= value;
        else if (isHeader(name, 'CSeq')) cseq ??= value;
        break;
      case 7:
        if (isHeader(name, 'Call-ID')) callId ??= value;
        else if (isHeader(name, 'Expires')) expires ??= value;
        break;
      case 19:
        if (isHeader(name, 'P-Asserted-Identity')) assertedIdentity ??= value;
        break;
      case 20:
        if (isHeader(name, 'P-Preferred-Identity')) preferredIdentity ??= value;
        break;
      default:
    }
  }
  return { from, to, callId, cseq, expires, assertedIdentity, preferredIdentity };
}
