/** The server's side of a dialog with one endpoint: a subscription's, or a registration's implicit one. */
export interface Dialog {
  /** Without scheme: whose endpoint it is. */
  readonly user: string;
  /** epid, or instance where there is none: as security associations are found. */
  readonly endpoint: string;
  readonly epid: string | undefined;
  readonly callId: string;
  /** The server's tag: To of the client's request, From of the server's. */
  readonly localTag: string;
  /** The client's. */
  readonly remoteTag: string;
  /** From and To of the client's request, URIs as written: signatures cover their text. */
  readonly localUri: string;
  readonly remoteUri: string;
  /** Request-URI of the server's requests: the client's Contact. */
  readonly contact: string;
  /** Connection the requests go over. */
  connection: string;
  /** CSeq of the last request of the server, piggybacked notifications counted. */
  cseq: number;
}
