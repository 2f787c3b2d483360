/** Lync autodiscover. */
export interface AutodiscoverEvents {
  'autodiscover.answer': {
    readonly resource: 'root' | 'user' | 'domain';
    readonly location: 'Internal' | 'External';
    readonly format: 'xml' | 'json' | 'json-links';
    /** Where the answer sends the client, when it is a redirect. */
    readonly redirect?: string;
    /** `host:port` SIP clients of that location are told to connect to. */
    readonly server?: string;
    /** SIP address: of the ticket at the user resource, else what `sipuri` says. */
    readonly user?: string;
  };
  'autodiscover.refused': {
    readonly resource: 'user';
    readonly status: 401 | 404;
    /** `missing`, `expired`, `audience`…, or `home-unknown`. */
    readonly problem: string;
    readonly user?: string;
  };
}
