import type { FiredFault } from '../../faults/index.js';
import type { JournalEvent } from '../../journal/index.js';
import type { Pattern } from './pattern.js';

/** Endpoints an event of a family comes from; the fields of an event can name its service. */
const endpointsByFamily: Readonly<Record<string, readonly string[]>> = {
  dhcp: ['dhcp'],
  dns: ['dns'],
  ntp: ['ntp'],
  ldap: ['ldap', 'global-catalog', 'ldaps'],
  directory: ['ldap', 'global-catalog', 'ldaps'],
  web: ['web', 'web-http', 'web-http-8080'],
  'root-chain': ['web-http', 'web-http-8080', 'web'],
  'web-ticket': ['web'],
  certificate: ['web'],
  'trusted-ca': ['web-http', 'web-http-8080', 'web'],
  autodiscover: ['web', 'web-http'],
  'address-book': ['web'],
  'group-expansion': ['web'],
  'device-update': ['web', 'web-http'],
  exchange: ['exchange', 'exchange-http'],
  'front-end': ['front-end', 'front-end-2', 'director', 'backup', 'edge', 'edge-5061'],
};

/** Fault points begin with the name of their service. */
const faultsByFamily: Readonly<Record<string, readonly string[]>> = {
  ldap: ['directory.'],
  'root-chain': ['web.', 'web-http.'],
  'web-ticket': ['web.'],
  certificate: ['web.'],
  'trusted-ca': ['web.', 'web-http.'],
  autodiscover: ['web.', 'web-http.'],
  'device-update': ['web.', 'web-http.'],
};

/**
 * What the harness had ready for an event that did not come: which of its ports listened, were kept closed or stopped,
 * what was changed, and the faults that stood in the way.
 */
export function readyFor(
  { fields, type }: Pattern,
  events: readonly JournalEvent[],
  faults: readonly FiredFault[],
): string[] {
  const family = type.split('.')[0] ?? '';
  const named = typeof fields.service === 'string' ? fields.service : undefined;
  const names = named === undefined ? (endpointsByFamily[family] ?? []) : [named];
  const started = events.find((event) => event.type === 'lab.started');
  const ports = started?.type === 'lab.started' ? names.flatMap((name) => portWords(name, started, events)) : [];
  const points = named === undefined ? (faultsByFamily[family] ?? [`${family}.`]) : [`${named}.`];
  const standing = faults
    .filter(({ at }) => points.some((point) => at.startsWith(point)))
    .map(({ count, sentence }) => `${sentence} (${count === 0 ? 'never carried out' : `carried out ${count} times`})`);
  const changes = events.flatMap((event) => (event.type === 'change.made' ? [`Changed: ${event.sentence}`] : []));
  return [...ports, ...standing, ...changes];
}

function portWords(name: string, started: JournalEvent<'lab.started'>, events: readonly JournalEvent[]): string[] {
  const at = Object.hasOwn(started.endpoints, name) ? started.endpoints[name] : undefined;
  if (at === undefined) return started.closed.includes(name) ? [`${name} was kept closed by the scenario.`] : [];
  const last = events.findLast(
    (event) => (event.type === 'lab.server-stopped' || event.type === 'lab.server-started') && event.endpoint === name,
  );
  if (last?.type === 'lab.server-stopped')
    return [`${name} listened at ${at} until it was stopped (event ${last.seq}).`];
  const asked = events.filter((event) => event.service === name && event.observer === 'harness').length;
  return [`${name} listened at ${at}, ${asked === 0 ? 'and nobody came' : `${asked} events there`}.`];
}
