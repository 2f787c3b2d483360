import { performance } from 'node:perf_hooks';
import { sharedKeys } from '../../../certs/authorities/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import type { RunRecord, VariantRecord } from '../../reports/record.js';
import { version } from '../../version.js';
import type { Scenario, Variant } from '../scenario.js';
import type { RunOptions } from './options.js';
import { startOrder } from './order.js';
import { openWorkers, type RunThread, startThreads } from './threads.js';
import { runVariant } from './variant.js';

/** Fewer variants than this are done before a thread has loaded what it needs. */
const WORTH_A_THREAD = 12;

interface Case {
  readonly scenario: Scenario;
  readonly variant: Variant;
  /** Where its record stands in the report. */
  readonly place: number;
}

/**
 * Run every variant of the scenarios, several at once and in an order drawn from the seed; nothing is shared between
 * them. The records stand in the order of the scenarios.
 */
export async function runScenarios(scenarios: readonly Scenario[], options: RunOptions): Promise<RunRecord> {
  const started = performance.now();
  const startedAt = new Date().toISOString();
  const cases = scenarios.flatMap((scenario) => scenario.variants.map((variant) => ({ scenario, variant })));
  if (cases.length === 0) throw new HarnessError('NOTHING_SELECTED', { detail: 'the selection has no variant' });
  const records = new Array<VariantRecord>(cases.length);
  const placed: Case[] = cases.map((one, place) => ({ ...one, place }));
  const queue = startOrder(placed, options.seed);
  // The emulated phones of a run live on loopback and never meet again: their deployments may have the same keys.
  const shared = { ...options, keys: options.keys ?? sharedKeys() };
  const workers = options.workers ?? openWorkers(threadsFor(cases.length, options));
  const threads = startThreads(workers, shared);
  const here: RunThread = { run: ({ scenario, variant }) => runVariant(scenario, variant, shared) };
  const hands = threads.length > 0 ? threads : [here];
  const work = async (thread: RunThread): Promise<void> => {
    for (let next: Case | undefined = queue.shift(); next; next = queue.shift()) {
      options.onStart?.(`${next.scenario.id}, ${next.variant.name}`);
      const record = await thread.run(next);
      records[next.place] = record;
      options.onDone?.(record);
    }
  };
  const jobs = Math.max(1, Math.min(options.jobs, cases.length));
  try {
    await Promise.all(Array.from({ length: jobs }, (_, index) => work(hands[index % hands.length] ?? here)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
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

/** Threads beside this one; none where there is little to do, or a port can be had only once. */
function threadsFor(variants: number, { jobs, threads = 1, ports }: RunOptions): number {
  if (threads <= 1 || variants < WORTH_A_THREAD || ports.mode === 'standard') return 0;
  return Math.min(threads, jobs);
}
