import type { NtlmServer } from '../../authentication/ntlm/index.js';
import type { User } from '../../deployment/index.js';

/** The web services' endpoints, https and the two plain ones, and Exchange's. */
export type WebService = 'web' | 'web-http' | 'web-http-8080' | 'exchange' | 'exchange-http';

/** The port phones are told, whichever one the harness listens on. */
export const standardPorts: Readonly<Record<WebService, number>> = {
  web: 443,
  'web-http': 80,
  'web-http-8080': 8080,
  exchange: 443,
  'exchange-http': 80,
};

/** Which host of the deployment serves the connection. */
export function hostOfService(service: WebService): 'web' | 'exchange' {
  return service === 'exchange' || service === 'exchange-http' ? 'exchange' : 'web';
}

/** Where a stream came from. */
export interface WebOrigin {
  readonly service: WebService;
  /** `web#3`, unique within a run. */
  readonly connection: string;
  readonly remoteAddress?: string | undefined;
}

/** One connection and what its requests have in common. */
export interface WebConnection {
  readonly id: string;
  readonly service: WebService;
  readonly port: number;
  readonly device: string | undefined;
  /** Where the client speaks from. */
  readonly address: string | undefined;
  /** Aborted when the connection has ended. */
  readonly closed: AbortSignal;
  /** NTLM authenticates the connection, not the request (MS-NTHT 3.1). */
  readonly ntlm: { server: NtlmServer | undefined; user: User | undefined };
}

/** Credentials are taken on these connections alone. */
export function isSecure(connection: Pick<WebConnection, 'service'>): boolean {
  return connection.service === 'web' || connection.service === 'exchange';
}
