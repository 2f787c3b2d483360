/** Where a client is taken to be by Lync autodiscover (MS-OCDISCWS 2.2, AccessLocation). */
export type AccessLocation = 'Internal' | 'External';

/** Lync autodiscover. */
export interface AutodiscoverSettings {
  /** Whether DNS has `lyncdiscoverinternal.<SIP domain>` and `lyncdiscover.<SIP domain>`. */
  readonly internalName: boolean;
  readonly externalName: boolean;
  /** Of every client; by the name and port it came to when absent. */
  readonly accessLocation?: AccessLocation;
  /** FQDN of the web services the https Root sends everybody to, instead of its own links. */
  readonly redirectTo?: string;
  /** Those web services send everybody back here: an endless way. */
  readonly redirectBack?: boolean;
  /** What SIP clients of every location are told to connect to, instead of the user's pool or the Edge. */
  readonly sipServer?: { readonly fqdn?: string; readonly port?: number };
  /** SIP addresses of users whose home pool nobody knows. */
  readonly homeUnknown: readonly string[];
}

export const defaultAutodiscoverSettings: AutodiscoverSettings = {
  internalName: true,
  externalName: true,
  homeUnknown: [],
};

export const lyncAutodiscoverPath = '/Autodiscover/AutodiscoverService.svc/root';
