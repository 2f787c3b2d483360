import { certificateRoutes } from './certificate-routes.js';
import { deviceUpdateRoutes } from './device-update-routes.js';
import { dhcpRoutes } from './dhcp-routes.js';
import { directoryRoutes } from './directory-routes.js';
import { frontEndRoutes } from './front-end-routes.js';
import { invalid, json, type Route } from './route.js';
import { webServicesRoutes } from './web-services-routes.js';
import { webTicketRoutes } from './web-ticket-routes.js';

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
  ...certificateRoutes,
  ...dhcpRoutes,
  ...directoryRoutes,
  ...frontEndRoutes,
  ...webServicesRoutes,
  ...webTicketRoutes,
  ...deviceUpdateRoutes,
  'POST /v1/variant': (target, { body }) => {
    const { name } = body;
    if (typeof name !== 'string') throw invalid('name', 'it is not text');
    if (!target.requestVariant) throw invalid('name', 'this lab serves one variant alone');
    const afterwards = target.requestVariant(name);
    return { kind: 'json', value: { variant: name }, afterwards };
  },
  'POST /v1/stop': (target) => ({
    kind: 'json',
    value: { stopping: true },
    afterwards: () => target.requestStop(),
  }),
};
