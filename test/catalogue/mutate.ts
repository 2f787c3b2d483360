/**
 * `npm run mutants:catalogue`: deletes every fault, defect and cure of the bundled scenarios, one at a time, and expects
 * the variant to fail. What passes all the same is a survivor, and none may remain. Words on the command line select
 * scenarios as `mock-lync run` does; `--seconds 20` tries a random sample for that long; `--seed SEED` repeats an order.
 */
import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { performance } from 'node:perf_hooks';
import { SeededRandom } from '../../harness/foundation/random.js';
import { selectScenarios } from '../../harness/scenario/catalogue.js';
import { runScenarios } from '../../harness/scenario/run/run.js';
import type { Scenario } from '../../harness/scenario/scenario.js';
import { type Mutation, mutationsOf } from './mutations.js';

/** So many before the time is looked at again. */
const BATCH = 48;

interface Ran {
  readonly mutation: Mutation;
  readonly survived: boolean;
}

async function tryAll(mutations: readonly Mutation[], seed: string): Promise<Ran[]> {
  const loaded = mutations.map((mutation) => ({ mutation, scenario: loadedOrNot(mutation) }));
  const runnable = loaded.flatMap(({ scenario }) => (scenario === undefined ? [] : [scenario]));
  const threads = availableParallelism();
  const options = { seed, ports: { mode: 'any', set: {} }, jobs: 3 * threads, threads } as const;
  const records = runnable.length === 0 ? [] : (await runScenarios(runnable, options)).variants;
  let next = 0;
  return loaded.map(({ mutation, scenario }) => ({
    mutation,
    survived: scenario !== undefined && records[next++]?.status === 'passed',
  }));
}

/** What cannot be loaded any more has failed already. */
function loadedOrNot(mutation: Mutation): Scenario | undefined {
  try {
    return mutation.load();
  } catch {
    return undefined;
  }
}

function optionOf(args: string[], name: string): string | undefined {
  const at = args.indexOf(name);
  return at < 0 ? undefined : args.splice(at, 2)[1];
}

async function main(args: string[]): Promise<number> {
  const seconds = Number(optionOf(args, '--seconds') ?? Number.POSITIVE_INFINITY);
  const seed = optionOf(args, '--seed') ?? randomBytes(4).toString('hex');
  const all = selectScenarios(args).flatMap(({ file }) => mutationsOf(file));
  const queue = new SeededRandom(seed).shuffled(all);
  const end = performance.now() + seconds * 1000;
  let tried = 0;
  let survivors = 0;
  while (queue.length > 0 && performance.now() < end) {
    for (const { mutation, survived } of await tryAll(queue.splice(0, BATCH), seed)) {
      tried += 1;
      if (!survived) continue;
      survivors += 1;
      console.log(`SURVIVED ${mutation.scenario}, ${mutation.variant}: without ${mutation.deleted}`);
    }
  }
  console.log(`${tried} of ${all.length} deletions, ${tried - survivors} noticed, ${survivors} survived, seed ${seed}`);
  return survivors === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
