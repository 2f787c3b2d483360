/**
 * `npm run fuzz [-- SECONDS [SEED [WORD,WORD]]]`: every fuzz target, or those with one of the words in their names, in turn
 * until the time is up, from a printed seed. `-` draws the seed. A failure prints the smallest case found and the seed that leads to it.
 */
import { randomInt } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import type { FuzzTarget } from './target.js';

const RUNS_A_ROUND = 500;

async function allTargets(): Promise<FuzzTarget[]> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.fuzz.js'));
  const parts = await Promise.all(
    files.map(async (file) => ((await import(join(folder, file))) as { targets: readonly FuzzTarget[] }).targets),
  );
  return parts.flat();
}

async function main(seconds: number, firstSeed: number, words: readonly string[]): Promise<number> {
  const targets = (await allTargets()).filter(({ name }) => words.some((word) => name.toLowerCase().includes(word)));
  const end = performance.now() + seconds * 1000;
  const runs = new Map(targets.map(({ name }) => [name, 0]));
  console.log(`${targets.length} targets, ${seconds} s, seed ${firstSeed}`);
  for (let seed = firstSeed; performance.now() < end; seed = (seed + 1) | 0) {
    for (const { name, property } of targets) {
      if (performance.now() >= end) break;
      const result = await fc.check(property, {
        seed,
        numRuns: RUNS_A_ROUND,
        interruptAfterTimeLimit: Math.max(1, end - performance.now()),
      });
      runs.set(name, (runs.get(name) ?? 0) + result.numRuns);
      if (result.failed && !(result.interrupted && result.counterexample === null)) {
        console.log(`FAILED ${name}, seed ${seed}\n${await fc.asyncDefaultReportMessage(result)}`);
        return 1;
      }
    }
  }
  for (const [name, count] of runs) console.log(`${String(count).padStart(9)}  ${name}`);
  const total = [...runs.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${total} cases, no failure`);
  return 0;
}

const [seconds = '60', seed = '-', words = ''] = process.argv.slice(2);
process.exitCode = await main(
  Number(seconds),
  seed === '-' ? randomInt(2 ** 31) : Number(seed),
  words.toLowerCase().split(','),
);
