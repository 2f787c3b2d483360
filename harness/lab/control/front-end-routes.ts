import {
  host,
  isRegistrar,
  type RegistrarName,
  registrarRoles,
  registrarsOf,
  type User,
  userOfAddress,
} from '../../deployment/index.js';
import { type DeregistrationEvent, deregistrationEvents, type Registrar } from '../../servers/front-end/index.js';
import { type ControlRequest, type ControlTarget, invalid, json, type Route } from './route.js';

/** Longest Retry-After, as in a scenario: a day. */
const LONGEST_DRAINING_SECONDS = 86_400;

/**
 * What an administrator does to the Registrars. `host` is `front-end`, `front-end-2`, `director` or `backup`, and
 * `front-end` when absent.
 *
 * | request | body | |
 * |---|---|---|
 * | `POST /v1/front-end/deregister` | `user`, `event`, `to?`, `epid?` | ends registrations by NOTIFY; `rejected` disables the user, `to` is where the user is moved to |
 * | `POST /v1/front-end/enable` | `user` | undoes `rejected` |
 * | `POST /v1/front-end/draining` | `seconds`, `host?` | new sign-ins get 503 with this Retry-After; null ends it |
 * | `POST /v1/front-end/stop`, `start`, `restart` | `host?` | the port closes, opens, or both; bindings stay |
 */
export const frontEndRoutes: Readonly<Record<string, Route>> = {
  'POST /v1/front-end/deregister': (target, request) => json(deregister(target, request)),
  'POST /v1/front-end/enable': (target, { body }) => {
    const user = userOf(target, body.user);
    target.pool.accounts.enable(user);
    return json({ user: user.sipAddress, enabled: target.pool.accounts.isEnabled(user) });
  },
  'POST /v1/front-end/draining': (target, { body }) => {
    const { seconds } = body;
    const whole = typeof seconds === 'number' && Number.isInteger(seconds) && seconds > 0;
    if (seconds !== null && !(whole && seconds <= LONGEST_DRAINING_SECONDS)) {
      throw invalid('seconds', `it is neither null nor a whole number from 1 to ${LONGEST_DRAINING_SECONDS}`);
    }
    const name = registrarNamed(target, body.host);
    running(target, name).draining = seconds === null ? undefined : (seconds as number);
    return json({ host: name, draining: seconds });
  },
  'POST /v1/front-end/stop': async (target, { body }) => {
    const name = registrarNamed(target, body.host);
    await target.frontEnds.stop(name);
    return json({ host: name, running: false });
  },
  'POST /v1/front-end/start': async (target, { body }) => {
    const name = registrarNamed(target, body.host);
    await target.frontEnds.start(name);
    return json({ host: name, running: true });
  },
  'POST /v1/front-end/restart': async (target, { body }) => {
    const name = registrarNamed(target, body.host);
    await target.frontEnds.restart(name);
    return json({ host: name, running: true });
  },
};

/** Every Registrar ends what it holds of the user: an administrator does not know where that is. */
function deregister(target: ControlTarget, { body }: ControlRequest) {
  const user = userOf(target, body.user);
  const event = eventOf(body.event);
  const to = body.to === undefined ? undefined : registrarNamed(target, body.to, 'to');
  if (event === 'preferred-registrar-change' && to === undefined) throw invalid('to', 'this event names a Registrar');
  if (to !== undefined && (event === 'rejected' || event === 'unregistered')) {
    throw invalid('to', `a user who is ${event} is moved nowhere`);
  }
  if (to !== undefined && registrarRoles[to] === 'director') throw invalid('to', 'nobody is homed on a Director');
  const epid = body.epid;
  if (epid !== undefined && typeof epid !== 'string') throw invalid('epid', 'it is not text');
  const { accounts } = target.pool;
  if (event === 'rejected') accounts.disable(user);
  if (to !== undefined) accounts.move(user, to);
  const registrar = to === undefined ? undefined : host(target.deployment, to);
  const results = target.frontEnds
    .registrars()
    .map((each) => each.deregister(user.sipAddress, { event, registrar }, epid));
  const sum = (count: (result: (typeof results)[number]) => number) =>
    results.reduce((total, result) => total + count(result), 0);
  return { user: user.sipAddress, event, ended: sum(({ ended }) => ended), told: sum(({ told }) => told) };
}

function userOf({ deployment }: ControlTarget, name: unknown): User {
  if (typeof name !== 'string') throw invalid('user', 'it is not text');
  const found = deployment.users.find((user) => user.name === name) ?? userOfAddress(deployment, name);
  if (!found) throw invalid('user', `"${name}" is none of the deployed users`);
  return found;
}

function eventOf(event: unknown): DeregistrationEvent {
  if (typeof event === 'string' && Object.hasOwn(deregistrationEvents, event)) return event as DeregistrationEvent;
  throw invalid('event', `it is none of ${Object.keys(deregistrationEvents).join(', ')}`);
}

function registrarNamed({ deployment }: ControlTarget, name: unknown = 'front-end', place = 'host'): RegistrarName {
  if (typeof name === 'string' && isRegistrar(name) && deployment.hosts.has(name)) return name;
  throw invalid(place, `it is none of the deployment's Registrars (${registrarsOf(deployment).join(', ')})`);
}

function running({ frontEnds }: ControlTarget, name: RegistrarName): Registrar {
  const found = frontEnds.registrars().find((registrar) => registrar.name === name);
  if (!found) throw invalid('host', `${name} is stopped`);
  return found;
}
