import type { Deployment } from '../../deployment/index.js';
import type { ScenarioClock } from '../../foundation/clock/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { Journal } from '../../journal/index.js';
import type { Pool } from '../../pool/index.js';

/** What the control API can see and move. */
export interface ControlTarget {
  readonly scenario: string;
  readonly variant: string;
  readonly seed: string;
  readonly deployment: Deployment;
  readonly pool: Pool;
  readonly clock: ScenarioClock;
  readonly journal: Journal;
  endpoints(): Readonly<Record<string, { address: string; port: number }>>;
  /** Ask for the lab to be closed; the answer goes out first. */
  requestStop(): void;
}

interface ControlRequest {
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
}

type ControlResult =
  | { readonly kind: 'json'; readonly value: unknown; readonly afterwards?: () => void }
  | { readonly kind: 'lines'; readonly lines: string[] };
type Route = (target: ControlTarget, request: ControlRequest) => ControlResult | Promise<ControlResult>;

/** Every control request, by method and path. */
export const routes: Readonly<Record<string, Route>> = {
  'GET /v1/status': (target) =>
    json({
      scenario: target.scenario,
      variant: target.variant,
      seed: target.seed,
      date: target.clock.now().toISOString(),
      endpoints: target.endpoints(),
      events: target.journal.events.length,
      registered: target.pool.bindings.all(target.clock.elapsed()).map(({ user, epid }) => ({ user, epid })),
    }),
  'GET /v1/events': (target, { query }) => {
    const after = Number(query.get('after') ?? 0);
    if (!Number.isInteger(after) || after < 0) throw invalid('after', 'it is not a whole number');
    return { kind: 'lines', lines: target.journal.events.slice(after).map((event) => JSON.stringify(event)) };
  },
  'GET /v1/deployment': ({ deployment }) =>
    json({
      sipDomain: deployment.sipDomain,
      hosts: Object.fromEntries([...deployment.hosts].map(([name, { fqdn, address }]) => [name, { fqdn, address }])),
      users: deployment.users.map(({ name, sipAddress, extension }) => ({ name, sipAddress, extension })),
    }),
  'POST /v1/clock/advance': ({ clock, journal }, { body }) => {
    const ms = body.ms;
    if (typeof ms !== 'number' || !(ms >= 0)) throw invalid('ms', 'it is not a number of milliseconds');
    clock.advance(ms);
    journal.recorder('control').record('clock.advanced', { ms });
    return json({ date: clock.now().toISOString() });
  },
  'POST /v1/certificates/revoke': ({ pool }, { body }) => {
    const { thumbprint } = body;
    if (typeof thumbprint !== 'string') throw invalid('thumbprint', 'it is not text');
    return json({ revoked: pool.certificates.revoke(thumbprint.toUpperCase()) });
  },
  'POST /v1/stop': (target) => ({
    kind: 'json',
    value: { stopping: true },
    afterwards: () => target.requestStop(),
  }),
};

function json(value: unknown): ControlResult {
  return { kind: 'json', value };
}

function invalid(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The control request', place, detail });
}
