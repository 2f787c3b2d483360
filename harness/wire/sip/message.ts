/** One header line: the name as spelled on the wire, the value unfolded and trimmed. */
export interface SipHeader {
  readonly name: string;
  readonly value: string;
}

export interface SipRequest {
  readonly kind: 'request';
  readonly method: string;
  readonly uri: string;
  readonly headers: SipHeader[];
  readonly body: Buffer;
}

export interface SipResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly reason: string;
  readonly headers: SipHeader[];
  readonly body: Buffer;
}

/** A SIP message, headers in wire order. */
export type SipMessage = SipRequest | SipResponse;
