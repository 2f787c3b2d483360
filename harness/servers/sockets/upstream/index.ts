export { failure } from './dial.js';
export {
  MAX_ANSWER_BYTES,
  MAX_JOURNAL_BODY_BYTES,
  MAX_KEPT_BYTES,
  MAX_WAITING_BYTES,
  type UpstreamLimits,
  upstreamLimits,
} from './limits.js';
export { type NamedUpstream, type OwnEndpoint, refuseLoop, resolveUpstream } from './resolve.js';
export {
  recordFailure,
  Upstream,
  type UpstreamCaller,
  type UpstreamPlan,
  type UpstreamService,
  type UpstreamTarget,
  upstreamServices,
} from './upstream.js';
