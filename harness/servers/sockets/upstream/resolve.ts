import { lookup } from 'node:dns/promises';
import { isIPv4 } from 'node:net';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { UpstreamService, UpstreamTarget } from './upstream.js';

/** A server as it was named: `address` where the name itself must not be looked up. */
export interface NamedUpstream {
  readonly host: string;
  readonly address?: string | undefined;
  readonly port: number;
}

/** The address of a named server, looked up once. Errors: UPSTREAM_UNRESOLVED. */
export async function resolveUpstream({ host, address, port }: NamedUpstream): Promise<UpstreamTarget> {
  if (address !== undefined || isIPv4(host)) return { host, address: address ?? host, port };
  try {
    const found = await lookup(host, { family: 4 });
    return { host, address: found.address, port };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    throw new HarnessError('UPSTREAM_UNRESOLVED', { host, detail }, { cause: error });
  }
}

/** Where the harness itself is. */
export interface OwnEndpoint {
  readonly name: string;
  readonly address: string;
  readonly port: number;
}

/** A harness that asks itself would ask for ever. Errors: UPSTREAM_IS_SELF. */
export function refuseLoop(
  targets: Readonly<Partial<Record<UpstreamService, UpstreamTarget>>>,
  own: readonly OwnEndpoint[],
): void {
  for (const { address, host, port } of Object.values(targets)) {
    const self = own.find((each) => each.port === port && sameHost(each.address, address));
    if (self) throw new HarnessError('UPSTREAM_IS_SELF', { host, address, port, endpoint: self.name });
  }
}

/** `0.0.0.0` as an address to call is this machine; as one to listen on it is every address of it. */
function sameHost(one: string, other: string): boolean {
  return one === other || one === '0.0.0.0' || other === '0.0.0.0';
}
