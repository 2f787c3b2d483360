import { ownText } from '../../foundation/own-text.js';
import { parseCSeq, type SipMessage } from '../../wire/sip/index.js';
import { fieldsOfMessage, type SignatureCredentials } from './signature-fields.js';
import { type SignatureVersion, signatureString } from './signature-string.js';
import { type SignedHeaders, signedHeaders } from './signed-headers.js';

/** Stands for what is another in every message; a header that holds it itself is left alone. */
const OTHER = '\0';
const PIECES = 5;

/** What the signature strings of several messages have in common. */
interface Frame {
  readonly headers: SignedHeaders;
  readonly scheme: string;
  readonly status: number | undefined;
  /** Between them stand random number, number, and number and method of the CSeq. */
  readonly pieces: readonly string[];
}

/**
 * The signature strings of the messages of one side of an association. They differ in their numbers, hardly ever in
 * what is around these, which is put together once.
 */
export class SignedTexts {
  readonly #version: SignatureVersion;
  #frame: Frame | undefined;

  constructor(version: SignatureVersion) {
    this.#version = version;
  }

  /**
   * Realm and targetname are the association's, the same in every call.
   * @throws HarnessError SIGNATURE_FIELD_MISSING, WIRE_INVALID for a header that cannot be read
   */
  of(message: SipMessage, credentials: SignatureCredentials): string {
    const headers = signedHeaders(message);
    const status = message.kind === 'response' ? message.status : undefined;
    const known = this.#frame;
    const fits =
      known?.status === status && known?.scheme === credentials.scheme && sameButCSeq(known.headers, headers);
    const frame = fits ? known : this.#framed(message, credentials, headers);
    if (!frame || headers.cseq === undefined) {
      return signatureString(fieldsOfMessage(message, credentials, headers), this.#version);
    }
    const [start, beforeNumber, beforeCSeq, beforeMethod, end] = frame.pieces;
    const { method, numberText } = parseCSeq(headers.cseq);
    const { num, rand } = credentials;
    return `${start}${rand}${beforeNumber}${num}${beforeCSeq}${numberText}${beforeMethod}${method}${end}`;
  }

  #framed(message: SipMessage, credentials: SignatureCredentials, headers: SignedHeaders): Frame | undefined {
    const { realm, scheme, targetname } = credentials;
    const fields = fieldsOfMessage(message, { scheme, realm, targetname, rand: OTHER, num: OTHER }, headers);
    const pieces = signatureString({ ...fields, cseqNumber: OTHER, cseqMethod: OTHER }, this.#version).split(OTHER);
    if (pieces.length !== PIECES) return undefined;
    const status = message.kind === 'response' ? message.status : undefined;
    this.#frame = { headers: kept(headers), scheme: ownText(scheme), status, pieces };
    return this.#frame;
  }
}

function sameButCSeq(one: SignedHeaders, other: SignedHeaders): boolean {
  return (
    one.from === other.from &&
    one.to === other.to &&
    one.callId === other.callId &&
    one.expires === other.expires &&
    one.assertedIdentity === other.assertedIdentity &&
    one.preferredIdentity === other.preferredIdentity
  );
}

/** Without the messages that the values were cut out of. */
function kept({ assertedIdentity, callId, expires, from, preferredIdentity, to }: SignedHeaders): SignedHeaders {
  return {
    from: own(from),
    to: own(to),
    callId: own(callId),
    cseq: undefined,
    expires: own(expires),
    assertedIdentity: own(assertedIdentity),
    preferredIdentity: own(preferredIdentity),
  };
}

function own(text: string | undefined): string | undefined {
  return text === undefined ? undefined : ownText(text);
}
