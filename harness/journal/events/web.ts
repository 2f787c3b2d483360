import type { CertificateName } from './head.js';

/** How somebody proved who he is to the Web Ticket Service. */
export type TicketMethod = 'pin' | 'ntlm' | 'certificate' | 'username' | 'anonymous';

/** The web services: certificate provisioning and web tickets. */
export interface WebEvents {
  'web.request': {
    readonly method: string;
    readonly path: string;
    readonly host?: string;
    readonly userAgent?: string;
    readonly soapAction?: string;
    /** Local name of the SOAP body's first element. */
    readonly operation?: string;
  };
  'web.response': {
    readonly status: number;
    readonly path: string;
    readonly operation?: string;
    /** The body, where a server behind gave one that is long or no text. */
    readonly capture?: string;
    /** The recorded body is not the whole one. */
    readonly cut?: true;
    /** It was recorded unpacked from this Content-Encoding. */
    readonly unpacked?: string;
  };
  /** Nobody knows this request; its body is kept whole under `capture`. */
  'web.unknown-request': {
    readonly method: string;
    readonly path: string;
    readonly capture?: string;
    /** The template that answered; absent for the service's own refusal. */
    readonly template?: string;
    /** It went to the server behind. */
    readonly forwarded?: boolean;
    /** Why the request is not whole, or over a limit. */
    readonly problem?: 'oversized' | 'cut-off' | 'not-http' | 'upgrade';
  };
  /** A template gave the answer of a service another shape. */
  'web.reshaped': { readonly path: string; readonly template: string };
  'root-chain.served': {
    readonly over: 'http' | 'https';
    readonly port: number;
    readonly certificates: readonly CertificateName[];
  };
  'root-chain.refused': { readonly over: 'http' | 'https'; readonly reason: string };
  /** The web page of the CA gave its chain. */
  'authority-page.served': {
    readonly over: 'http' | 'https';
    readonly encoding: 'base64' | 'binary';
    readonly certificates: readonly CertificateName[];
    /** Who proved an account for it. */
    readonly account?: string;
  };
  /** It did not: `no-rights`, `forbidden`, `no-page`, or what was wrong with the proof of the account. */
  'authority-page.refused': {
    readonly over: 'http' | 'https';
    readonly status: number;
    readonly reason: string;
    readonly account?: string;
  };
  /** The Web Ticket Service told these ports. */
  'web-ticket.metadata': { readonly ports: readonly string[] };
  'web-ticket.issued': {
    readonly user: string;
    readonly method: TicketMethod;
    readonly audience: string;
    /** Which reading of the message gave number and PIN. */
    readonly rule?: string;
    /** ISO 8601. */
    readonly expires?: string;
    /** `bearer` where the client asked for no proof key. */
    readonly keyType?: 'bearer';
  };
  'web-ticket.refused': {
    readonly method: TicketMethod;
    /** `incorrect-pin`, `unknown-user`, `locked`, `wrong-password`… */
    readonly problem: string;
    readonly errorId: number;
    /** What was typed as the user: a number, an extension or a name. */
    readonly account?: string;
    readonly rule?: string;
    /** What the problem was found in. */
    readonly detail?: string;
  };
  /** A ticket, or its use, that a stricter server would have refused: what it would have minded. */
  'web-ticket.tolerated': {
    readonly user: string;
    readonly path: string;
    /** `proof-digest`, `other-device`. */
    readonly problem: string;
    readonly detail?: string;
  };
  /** An entry of TrustedCACerts that is not in the server's own store, met by a chain download. */
  'trusted-ca.missing': {
    readonly thumbprint: string;
    readonly store: string;
    readonly rule: 'skipped' | 'download-fails';
  };
  /** An administrator changed TrustedCACerts. */
  'trusted-ca.changed': {
    readonly change: 'added' | 'removed';
    readonly thumbprint: string;
    readonly store: string;
    /** Absent where the server's own store does not have it. */
    readonly subject?: string;
  };
  'certificate.revoked': { readonly user: string; readonly deviceId: string; readonly thumbprint: string };
  'certificate.issued': {
    readonly user: string;
    readonly deviceId: string;
    readonly thumbprint: string;
    readonly notAfter: string;
    /** Thumbprint of the one this device had before. */
    readonly replaces?: string;
  };
  'certificate.refused': {
    readonly problem: string;
    readonly errorId: number;
    readonly entity?: string;
    /** What was asked for beside what is allowed, where that says more. */
    readonly detail?: string;
  };
}
