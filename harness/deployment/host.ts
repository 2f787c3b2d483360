/** What a machine of the deployment is for. */
export type HostName = string;

/** The hosts every deployment has. */
export const standardHosts = ['front-end', 'web', 'dc'] as const;

/** Hosts a deployment has when its scenario names them. */
export const furtherHosts = ['front-end-2', 'director', 'backup', 'edge', 'exchange'] as const;

/** Hosts that share the address of another: `ca`, the machine of the certification authority, has a web page and no more. */
export const sharedHosts = { ca: 'web' } as const satisfies Readonly<Record<HostName, HostName>>;

/** One machine: a name phones look up and an address they connect to. */
export interface Host {
  readonly name: HostName;
  /** Fully qualified, lower case, no trailing dot. */
  readonly fqdn: string;
  /** IPv4, as DNS publishes it. */
  readonly address: string;
}
