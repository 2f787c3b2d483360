import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { timedOut } from '../../../foundation/clock/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import type { ServerContext } from '../../context.js';
import { openUpstreamTls } from './tls.js';
import { recordFailure, type Upstream, type UpstreamCaller, type UpstreamTarget } from './upstream.js';

export interface DialParts {
  readonly context: ServerContext;
  readonly target: UpstreamTarget;
  readonly plain: boolean;
  readonly caller: UpstreamCaller;
}

/** A connection to the server behind. Errors: UPSTREAM_FAILED; every failure is recorded. */
export async function dialUpstream(upstream: Upstream, parts: DialParts): Promise<Duplex> {
  const { target, plain, caller } = parts;
  const reach = () => reachTarget(upstream, parts);
  if (!plain) return await openUpstreamTls(upstream, parts, reach);
  const socket = await reach();
  const { address, host, port } = target;
  const { recorder, device, connection } = caller;
  recorder.record('upstream.connected', { host, address, port }, { device, connection });
  return socket;
}

async function reachTarget(
  upstream: Upstream,
  { context, target, caller }: Pick<DialParts, 'context' | 'target' | 'caller'>,
): Promise<Socket> {
  const { limits } = upstream;
  const socket = connect({ host: target.address, port: target.port });
  upstream.keep(socket);
  // Whoever uses the socket hears of its end; the error itself must not go unheard.
  socket.on('error', () => {});
  const outcome = await context.clock.within(
    limits.connectMs,
    once(socket, 'connect').then(
      () => undefined,
      (error: unknown) => error,
    ),
  );
  if (outcome === undefined) return socket;
  socket.destroy();
  if (outcome === timedOut) throw failure(caller, target, 'timeout', `nothing in ${limits.connectMs} ms`);
  throw failure(caller, target, 'unreachable', outcome instanceof Error ? outcome.message : String(outcome));
}

/** Records the failure and gives the error for it. */
export function failure(
  caller: UpstreamCaller,
  target: UpstreamTarget,
  problem: Parameters<typeof recordFailure>[2],
  detail: string,
): HarnessError {
  recordFailure(caller, target, problem, detail);
  return new HarnessError('UPSTREAM_FAILED', { host: target.host, port: target.port, problem, detail });
}
