import { FaultPlan, type FiredFault } from '../../harness/faults/index.js';
import type { ServerContext } from '../../harness/servers/context.js';
import { parsed } from '../faults/parse.js';
import { type NetworkChanges, networkContext } from './network-context.js';

/** A context whose servers do these things wrong, and what they did by now. */
export function armedContext(
  faults: readonly Record<string, unknown>[],
  changes: NetworkChanges = {},
): { context: ServerContext; fired(): FiredFault[] } {
  const fired: FiredFault[] = [];
  const noChain = (): never => {
    throw new Error('these faults need no chain');
  };
  const plan = new FaultPlan(faults.map(parsed), {
    resources: { chain: noChain, published: noChain },
    record: (one) => fired.push(one),
  });
  return { context: { ...networkContext(changes), faults: plan }, fired: () => fired };
}
