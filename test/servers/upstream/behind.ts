import {
  Upstream,
  type UpstreamLimits,
  type UpstreamPlan,
  type UpstreamService,
} from '../../../harness/servers/sockets/upstream/index.js';

/** The word that something is behind: `web-http` unless told otherwise, everything that is unknown. */
export function behind(
  port: number,
  plan: Partial<UpstreamPlan> = {},
  limits: Partial<UpstreamLimits> = {},
  service: UpstreamService = 'web-http',
): Upstream {
  return new Upstream(
    {
      targets: { [service]: { host: 'real.contoso.com', address: '127.0.0.1', port } },
      forward: { all: false, paths: [], rootChain: false },
      verify: true,
      hostHeader: 'keep',
      ...plan,
    },
    limits,
  );
}

export const everything = { all: true, paths: [], rootChain: false };
