/** The lab itself. */
export interface LabEvents {
  'lab.started': {
    readonly scenario: string;
    readonly variant: string;
    readonly seed: string;
    readonly date: string;
    readonly sipDomain: string;
    /** Endpoint name to `address:port`, those that listen. */
    readonly endpoints: Readonly<Record<string, string>>;
    /** Endpoints the scenario keeps closed. */
    readonly closed: readonly string[];
    /** Host name to FQDN, as DNS publishes them. */
    readonly hosts: Readonly<Record<string, string>>;
  };
  /** A server that was stopped while the lab goes on, and one started again. */
  'lab.server-stopped': { readonly endpoint: string };
  'lab.server-started': { readonly endpoint: string };
  /** A certificate was assigned to the pool; connections opened from now on get to see it. */
  'certificate.assigned': {
    /** Its name among those ready, `default` for the deployed one. */
    readonly name: string;
    readonly subject: string;
    readonly issuer: string;
    readonly thumbprint: string;
  };
  /** Options of the DHCP server were changed: the option's new value, null for none of its own. */
  'dhcp.changed': { readonly options: Readonly<Record<string, boolean | string | null>> };
  /** A change of the scenario was carried out. */
  'change.made': {
    /** Its word: `swap-certificate`. */
    readonly do: string;
    /** What was done and when, as a sentence. */
    readonly sentence: string;
  };
  /** It fell due and could not be carried out. */
  'change.failed': {
    readonly do: string;
    readonly sentence: string;
    readonly code: string;
    readonly message: string;
  };
  'lab.stopped': { readonly reason: string };
  /** The lab closes this variant to open another one on the same ports; phones stay as they are. */
  'lab.variant': { readonly from: string; readonly to: string };
  'control.request': { readonly method: string; readonly path: string; readonly status: number };
  'clock.advanced': { readonly ms: number };
  'harness.error': { readonly code: string; readonly message: string };
}
