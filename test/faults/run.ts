import { sharedKeys } from '../../certs/authorities/index.js';
import type { VariantRecord } from '../../harness/reports/record.js';
import { runVariant } from '../../harness/scenario/run/variant.js';
import type { Scenario, Variant } from '../../harness/scenario/scenario.js';

/** Making keys would be most of what these runs cost. */
const keys = sharedKeys();

/** One variant with the emulated phone, on any ports. */
export function run(scenario: Scenario, variant: Variant): Promise<VariantRecord> {
  return runVariant(scenario, variant, { seed: 'faults', ports: { mode: 'any', set: {} }, jobs: 1, keys });
}
