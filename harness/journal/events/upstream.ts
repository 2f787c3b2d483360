import type { CertificateName } from './head.js';

/** A server behind the harness, which is asked where the harness cannot or may not answer. */
export interface UpstreamEvents {
  /** What the server presents, once for each it presents. */
  'upstream.certificate': {
    readonly host: string;
    readonly chain: readonly CertificateName[];
    /** Whether the chain and the name were checked and found good. */
    readonly verified: boolean;
    /** What is wrong with them, verified or not. */
    readonly problem?: string;
    /** Firmware that trusts the server out of the box, and firmware that does not with the reason. */
    readonly trustedBy: readonly string[];
    readonly refusedBy: Readonly<Record<string, string>>;
  };
  'upstream.connected': {
    readonly host: string;
    readonly address: string;
    readonly port: number;
    /** Absent for plain http. */
    readonly version?: string;
    readonly suite?: string;
    readonly engine?: 'openssl' | 'tls10';
  };
  /** A web request as it was passed on. */
  'upstream.request': {
    readonly host: string;
    readonly method: string;
    readonly path: string;
    /** Its body, where it is no XML. */
    readonly capture?: string;
  };
  /** The server's answer; a body that is long, or no text, is kept under `capture`. */
  'upstream.answer': {
    readonly host: string;
    readonly status: number;
    readonly path: string;
    readonly bytes: number;
    readonly capture?: string;
    /** The kept body is only its beginning; a compressed one that unpacks to more than is kept is not kept at all. */
    readonly cut?: true;
    /** The answer broke off; what came of it is kept. */
    readonly incomplete?: true;
    /** It was recorded unpacked from this Content-Encoding; the phone got it packed. */
    readonly unpacked?: string;
  };
  /** A SIP message on its way through, unchanged. */
  'upstream.sip': {
    readonly to: 'upstream' | 'phone';
    /** `REGISTER`, or `200 to REGISTER`. */
    readonly message: string;
    readonly callId?: string;
  };
  /** Bytes on their way through that are no SIP message. */
  'upstream.not-sip': { readonly to: 'upstream' | 'phone'; readonly problem: string; readonly capture?: string };
  'upstream.failed': {
    readonly host: string;
    readonly port: number;
    readonly problem:
      | 'unreachable'
      | 'timeout'
      | 'tls-refused'
      | 'not-trusted'
      | 'invalid-answer'
      | 'connection-lost'
      | 'answer-too-large'
      /** The phone's request is none that HTTP could carry further. */
      | 'invalid-request'
      /** What was passed on came back here. */
      | 'loop';
    readonly detail: string;
  };
  /** The end of a SIP connection that was passed on. */
  'upstream.closed': { readonly host: string; readonly by: 'phone' | 'upstream' | 'harness' };
}
