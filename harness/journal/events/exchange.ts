/** The Exchange host: its Autodiscover and Exchange Web Services. */
export interface ExchangeEvents {
  /** Windows authentication failed; a challenge alone is no refusal. */
  'exchange.refused': { readonly problem: string; readonly account?: string };
  'exchange.autodiscover': {
    /** Account name of who asked. */
    readonly user: string;
    /** The mail address asked for. */
    readonly address: string;
    readonly result: 'settings' | 'unknown-address' | 'invalid-request';
  };
  'exchange.request': {
    readonly user: string;
    /** Local name of the SOAP body's first element. */
    readonly operation: string;
    /** ResponseCode of the answer: `NoError`, `ErrorInvalidRequest`… */
    readonly code: string;
  };
  /** From now on the host presents another certificate. */
  'exchange.certificate-renewed': {
    readonly subject: string;
    readonly issuer: string;
    readonly thumbprint: string;
    readonly afterMs: number;
  };
}
