import type { CertificateName } from './head.js';

/** The web services: certificate provisioning, web tickets, device update. */
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
  'web.response': { readonly status: number; readonly path: string; readonly operation?: string };
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
  'web-ticket.issued': { readonly user: string; readonly method: 'pin' | 'ntlm'; readonly audience: string };
  'web-ticket.refused': {
    readonly method: 'pin' | 'ntlm';
    /** `incorrect-pin`, `unknown-user`, `locked`, `wrong-password`… */
    readonly problem: string;
    readonly errorId: number;
    /** What was typed as the user: a number, an extension or a name. */
    readonly account?: string;
  };
  'certificate.issued': {
    readonly user: string;
    readonly deviceId: string;
    readonly thumbprint: string;
    readonly notAfter: string;
  };
  'certificate.refused': { readonly problem: string; readonly errorId: number; readonly entity?: string };
  'device-update.check': {
    readonly vendor?: string;
    readonly model?: string;
    readonly version?: string;
    readonly mac?: string;
    readonly serial?: string;
  };
  'device-update.answer': { readonly downloads: number };
}
