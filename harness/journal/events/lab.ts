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
  'lab.stopped': { readonly reason: string };
  /** The lab closes this variant to open another one on the same ports; phones stay as they are. */
  'lab.variant': { readonly from: string; readonly to: string };
  'control.request': { readonly method: string; readonly path: string; readonly status: number };
  'clock.advanced': { readonly ms: number };
  'harness.error': { readonly code: string; readonly message: string };
}
