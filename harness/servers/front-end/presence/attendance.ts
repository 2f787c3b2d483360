import type { Attendance } from '../../../pool/index.js';
import type { FrontEndCore } from '../core.js';

/** Which endpoints of the user are registered now: presence that is bound to one ends with it. */
export function attendanceOf(core: FrontEndCore, user: string): Attendance {
  const { clock, pool } = core.context;
  const now = clock.elapsed();
  return { now, endpoints: new Set(pool.bindings.of(user, now).map(({ epid }) => epid.toLowerCase())) };
}
