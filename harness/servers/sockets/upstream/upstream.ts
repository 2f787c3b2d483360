import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { EventDetails, Recorder } from '../../../journal/index.js';
import type { ServerContext } from '../../context.js';
import { dialUpstream } from './dial.js';
import { type UpstreamLimits, upstreamLimits } from './limits.js';

/** The endpoints behind which there can be a server. */
export const upstreamServices = ['web', 'web-http', 'web-http-8080', 'front-end'] as const;
export type UpstreamService = (typeof upstreamServices)[number];

/** One endpoint of the server behind. The address was found once: a name cannot lead elsewhere later. */
export interface UpstreamTarget {
  readonly host: string;
  readonly address: string;
  readonly port: number;
}

/** Which server is behind which endpoint, and what is passed on to it. */
export interface UpstreamPlan {
  readonly targets: Readonly<Partial<Record<UpstreamService, UpstreamTarget>>>;
  /** Web requests passed on: those nobody here knows, everything, or those of these paths as well (`*` as in templates). */
  readonly forward: { readonly all: boolean; readonly paths: readonly string[]; readonly rootChain: boolean };
  /** Whether a certificate that is not good ends the connection. */
  readonly verify: boolean;
  /** PEM of authorities believed instead of the usual ones. */
  readonly authorities?: string | undefined;
  /** The Host header: as the phone sent it, or the upstream's name. */
  readonly hostHeader: 'keep' | 'upstream';
}

/** Who asks: the recorder of the endpoint, and the phone's connection. */
export interface UpstreamCaller {
  readonly recorder: Recorder;
  readonly device: string | undefined;
  readonly connection: string;
}

/** The server behind the harness. */
export class Upstream {
  /** By which this harness knows what it passed on itself. */
  readonly id = randomBytes(8).toString('hex');
  readonly plan: UpstreamPlan;
  readonly limits: UpstreamLimits;
  readonly #seen = new Set<string>();
  readonly #open = new Set<Duplex>();

  constructor(plan: UpstreamPlan, limits: Partial<UpstreamLimits> = {}) {
    this.plan = plan;
    this.limits = { ...upstreamLimits, ...limits };
  }

  target(service: UpstreamService): UpstreamTarget | undefined {
    return this.plan.targets[service];
  }

  /** A new connection to the target, over TLS unless plain. Errors: UPSTREAM_FAILED, recorded already. */
  dial(context: ServerContext, target: UpstreamTarget, plain: boolean, caller: UpstreamCaller): Promise<Duplex> {
    return dialUpstream(this, { context, target, plain, caller });
  }

  /** Keeps a connection until it is over, or everything is. */
  keep(connection: Duplex): void {
    this.#open.add(connection);
    connection.once('close', () => this.#open.delete(connection));
  }

  /** Ends every connection, those too that are still being made. */
  close(): void {
    for (const connection of this.#open) connection.destroy();
  }

  /** True once for each certificate. */
  firstSight(certificate: string): boolean {
    if (this.#seen.has(certificate)) return false;
    this.#seen.add(certificate);
    return true;
  }
}

/** Records why an upstream gave nothing. */
export function recordFailure(
  { recorder, device, connection }: UpstreamCaller,
  { host, port }: UpstreamTarget,
  problem: EventDetails['upstream.failed']['problem'],
  detail: string,
): void {
  recorder.record('upstream.failed', { host, port, problem, detail }, { device, connection });
}
