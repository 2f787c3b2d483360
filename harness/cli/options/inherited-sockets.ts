import { HarnessError } from '../../foundation/errors/index.js';
import { endpointNames } from '../../lab/index.js';

/** The first descriptor that is handed over (sd_listen_fds(3)). */
const FIRST_DESCRIPTOR = 3;

/** Endpoints as the ready line has them; DNS on TCP is the one that shares its name with another transport. */
const names = new Set<string>([...endpointNames, 'dns-tcp']);

/**
 * Sockets that a parent opened, by endpoint: how systemd and its like start a program that may not open the ports of the field
 * itself. `LISTEN_PID` is this process, `LISTEN_FDS` counts descriptors from 3 on, `LISTEN_FDNAMES` names them with colons between
 * (sd_listen_fds(3)). What is not handed over is opened as ever.
 * @throws HarnessError SOCKETS_UNNAMED
 */
export function inheritedSockets(env: NodeJS.ProcessEnv, process: number): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  if (env.LISTEN_PID !== String(process)) return found;
  const count = /^\d{1,3}$/.test(env.LISTEN_FDS ?? '') ? Number(env.LISTEN_FDS) : 0;
  const given = (env.LISTEN_FDNAMES ?? '').split(':');
  for (let at = 0; at < count; at++) {
    const name = given[at] ?? '';
    if (!names.has(name) || found.has(name)) {
      throw new HarnessError('SOCKETS_UNNAMED', {
        place: at + 1,
        name: name.slice(0, 40),
        names: [...names].join(' '),
      });
    }
    found.set(name, FIRST_DESCRIPTOR + at);
  }
  return found;
}
