import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import type { RunRecord } from '../../reports/record.js';
import type { RunOptions } from '../run/options.js';
import { runScenarios } from '../run/run.js';
import type { Scenario } from '../scenario.js';
import { variantNamed } from '../variant-named.js';
import { asScenario } from './load.js';

/** Variants at once unless told otherwise; each has a phone and a dozen servers. */
const MAX_JOBS = 8;

export type RunScenarioOptions = Partial<RunOptions> & {
  /** One variant by its name; default all of them, the base included. */
  readonly variant?: string;
};

/**
 * Runs a scenario with the emulated phone, on ephemeral loopback ports, and judges what it expects. It passed when
 * `totals.failed` is 0; `variants[n].expectations` says which one was not met, and what came instead.
 * @throws HarnessError as `loadScenario`; USAGE for a variant it does not have
 */
export async function runScenario(given: Scenario | string, options: RunScenarioOptions = {}): Promise<RunRecord> {
  const scenario = asScenario(given);
  const { variant, ...rest } = options;
  const variants = variant === undefined ? scenario.variants : [variantNamed(scenario, variant)];
  return await runScenarios([{ ...scenario, variants }], {
    seed: randomBytes(4).toString('hex'),
    ports: { mode: 'any', set: {} },
    jobs: Math.min(MAX_JOBS, availableParallelism()),
    ...rest,
  });
}
