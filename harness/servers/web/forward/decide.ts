import { certificateProvisioningPath } from '../../../deployment/index.js';
import { isRootChainRequest } from '../../../wire/soap/index.js';
import type { UpstreamTarget } from '../../sockets/upstream/index.js';
import type { WebExchange, WebRequest } from '../exchange.js';
import { pathFits } from '../templates/match.js';

type Asked = Pick<WebExchange, 'connection' | 'context' | 'request'>;

/** The server behind this endpoint, where one was named. */
export function upstreamOf({ connection, context }: Pick<Asked, 'connection' | 'context'>): UpstreamTarget | undefined {
  const { service } = connection;
  // Exchange has no server behind it: only the Lync services are passed on.
  if (service === 'exchange' || service === 'exchange-http') return undefined;
  return context.upstream?.target(service);
}

/** Whether the harness does not even try to answer this request itself. */
export function forwardedUnasked(asked: Asked): boolean {
  const { context, request } = asked;
  if (!context.upstream || !upstreamOf(asked)) return false;
  const { all, paths, rootChain } = context.upstream.plan.forward;
  if (paths.some((pattern) => pathFits(pattern, request.path))) return true;
  return all && (rootChain || !asksForChain(request));
}

/** The phone is shown this deployment's certificates, so it must be given this deployment's chain, not the upstream's. */
function asksForChain({ envelope, method, path, query }: WebRequest): boolean {
  if (envelope?.operation) return isRootChainRequest(envelope.operation);
  return /^(GET|HEAD)$/.test(method) && pathFits(certificateProvisioningPath, path) && !/^(single)?wsdl\b/i.test(query);
}
