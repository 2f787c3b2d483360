import { performance } from 'node:perf_hooks';
import { sharedKeys } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { RunRecord, VariantRecord } from '../../reports/record.js';
import { version } from '../../version.js';
import type { Scenario, Variant } from '../scenario.js';
import type { RunOptions } from './options.js';
import { runVariant } from './variant.js';

/** Run every variant of the scenarios, several at once; nothing is shared between them. */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions): Promise<RunRecord> {
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const cases = scenarios.flatMap((scenario) => scenario.variants.map((variant) => ({ scenario, variant })));
  if (cases.length === 0) throw new HarnessError('NOTHING_SELECTED', { detail: 'the selection has no variant' });
  const records = new Array<VariantRecord>(cases.length);
  let next = 0;
  // The emulated phones of a run live on loopback and never meet again: their deployments may have the same keys.
  const shared = { ...options, keys: options.keys ?? sharedKeys() };
  const worker = async (): Promise<void> => {
    for (let index = next++; index < cases.length; index = next++) {
      const { scenario, variant } = cases[index] as { scenario: Scenario; variant: Variant };
      options.onStart?.(`${scenario.id}, ${variant.name}`);
      const record = await runVariant(scenario, variant, shared);
      records[index] = record;
      options.onDone?.(record);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(options.jobs, cases.length)) }, worker));
  const count = (...statuses: VariantRecord['status'][]) =>
    records.filter(({ status }) => statuses.includes(status)).length;
  return {
    tool: 'mock-lync',
    version: version(),
    seed: options.seed,
    startedAt,
    durationMs: Math.round(performance.now() - started),
    totals: { passed: count('passed'), failed: count('failed', 'error'), skipped: count('skipped') },
    variants: records,
  };
}
