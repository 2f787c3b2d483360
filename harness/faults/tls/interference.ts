import type { PlannedInterference } from '../../tls/interfere/index.js';
import type { Interference } from '../../tls/interference.js';
import type { ArmedFault } from '../plan.js';

/** The armed faults of a connection as `acceptTls` takes them; undefined when there are none. */
export function interferenceOf(armed: readonly ArmedFault<Interference>[]): PlannedInterference | undefined {
  if (armed.length === 0) return undefined;
  // Two faults may make equal actions: each is told apart as an object of its own.
  const faults = new Map<Interference, ArmedFault<Interference>>(armed.map((fault) => [{ ...fault.made }, fault]));
  return { actions: [...faults.keys()], fired: (action) => faults.get(action)?.fired() };
}
