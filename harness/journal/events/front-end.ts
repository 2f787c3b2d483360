/** The Front End's SIP port. */
export interface FrontEndEvents {
  'front-end.request': {
    readonly method: string;
    readonly uri: string;
    readonly from: string;
    readonly callId: string;
    readonly cseq: string;
    readonly userAgent?: string;
  };
  'front-end.response': { readonly status: number; readonly reason: string; readonly method: string };
  'front-end.provisioned': {
    readonly user: string;
    /** Groups the client asked for, and those it got. */
    readonly asked: readonly string[];
    readonly given: readonly string[];
  };
  'front-end.subscribed': {
    readonly user: string;
    readonly event: string;
    /** Seconds; 0 asks once or ends it. */
    readonly expires: number;
    readonly refresh: boolean;
  };
  /** A request of the server's own: NOTIFY, BENOTIFY. */
  'front-end.sent': { readonly method: string; readonly event: string };
  /** A client's response to one. */
  'front-end.answered': { readonly status: number; readonly reason: string; readonly cseq: string };
  /** A message whose signature was not accepted. */
  'front-end.bad-signature': {
    readonly user: string;
    /** CSeq of a request, `200 to 1 NOTIFY` for a response. */
    readonly message: string;
    readonly problem: string;
    /** The string that should have been signed. */
    readonly expected?: string;
    /** The one that was, and what is wrong with it, where that can be told. */
    readonly signed?: string;
    readonly mistake?: string;
  };
  /** Categories one of the user's devices published or took away. */
  'front-end.published': { readonly user: string; readonly categories: readonly string[] };
  'front-end.contacts-changed': {
    readonly user: string;
    /** The list's number after the change. */
    readonly deltaNum: number;
    /** `addedContact`, `deletedGroup`... */
    readonly changes: readonly string[];
  };
  'front-end.invalid': { readonly problem: string };
  /** CRLF CRLF. */
  'front-end.keep-alive': { readonly by: 'client' | 'server' };
  'front-end.register': {
    readonly user: string;
    readonly epid?: string;
    /** Which of the steps this REGISTER is. */
    readonly step: 'unauthenticated' | 'handshake' | 'signed' | 'de-register';
    readonly scheme?: string;
  };
  'front-end.challenge': { readonly user: string; readonly schemes: readonly string[] };
  'front-end.signed-in': {
    readonly user: string;
    readonly epid: string;
    readonly scheme: string;
    readonly expires: number;
    /** Host of the Registrar. */
    readonly registrar?: string;
    /** SHA-1 thumbprint of the certificate used in TLS-DSK. */
    readonly certificate?: string;
  };
  /** A registration that was not refreshed in time. */
  'front-end.lapsed': { readonly user: string; readonly epid: string; readonly registrar: string };
  /** A registration the server ended; what the client answers to the NOTIFY follows as `front-end.answered`. */
  'front-end.deregistered': {
    readonly user: string;
    readonly epid: string;
    readonly event: string;
    readonly registrar: string;
    /** Host the user was moved to. */
    readonly to?: string;
  };
  /** A 301 to another Registrar; both by host. */
  'front-end.redirected': { readonly user: string; readonly registrar: string; readonly to: string };
  'front-end.signed-out': { readonly user: string; readonly epid: string };
  'front-end.refused': {
    readonly user: string;
    readonly status: number;
    /** ms-diagnostics. */
    readonly errorId: number;
    readonly problem: string;
  };
}
