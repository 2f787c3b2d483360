import { FaultPlan, type FaultPoint, type FaultResources, type FaultSpec, faultPoints } from '../faults/index.js';
import type { Journal } from '../journal/index.js';

/** The faults of one run, ready for its servers; what they do is recorded in the name of the service they stand at. */
export function armFaults(specs: readonly FaultSpec[], resources: FaultResources, journal: Journal): FaultPlan {
  const recorders = new Map(
    Object.entries(faultPoints).map(([point, { service }]) => [point as FaultPoint, journal.recorder(service)]),
  );
  return new FaultPlan(specs, {
    resources,
    record: (fired, occasion) => recorders.get(fired.at)?.record('fault.fired', { ...fired }, occasion),
  });
}
