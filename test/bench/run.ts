/** `npm run bench [-- WORD…]`: every benchmark, ours and its peer in turn, the median of five rounds after a warm-up. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Benchmark, Measured, Measurement } from './benchmark.js';

const ROUNDS = 5;

interface BenchFile {
  readonly benchmarks?: readonly Benchmark[];
  readonly measurements?: readonly Measurement[];
}

async function all(): Promise<Required<BenchFile>> {
  const folder = fileURLToPath(new URL('.', import.meta.url));
  const files = readdirSync(folder).filter((file) => file.endsWith('.bench.js'));
  const parts = await Promise.all(files.map(async (file) => (await import(join(folder, file))) as BenchFile));
  return {
    benchmarks: parts.flatMap(({ benchmarks = [] }) => benchmarks),
    measurements: parts.flatMap(({ measurements = [] }) => measurements),
  };
}

async function rate(round: () => Promise<number | Measured>): Promise<number> {
  const started = performance.now();
  const done = await round();
  if (typeof done === 'number') return (done * 1000) / (performance.now() - started);
  return (done.operations * 1000) / done.milliseconds;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

async function measure(benchmark: Benchmark): Promise<void> {
  const rounds = await benchmark.prepare();
  try {
    await rounds.ours();
    await rounds.theirs();
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      ours.push(await rate(rounds.ours));
      theirs.push(await rate(rounds.theirs));
    }
    const ratio = median(ours.map((value, index) => value / (theirs[index] ?? Number.NaN)));
    const unit = `${benchmark.unit === undefined ? '' : ` ${benchmark.unit}`}/s`;
    const figures = `${Math.round(median(ours))}${unit}, ${benchmark.peer} ${Math.round(median(theirs))}${unit}`;
    console.log(`${ratio.toFixed(2).padStart(6)}  ${benchmark.name}: ${figures}`);
  } finally {
    await rounds.close();
  }
}

const words = process.argv.slice(2);
const asked = ({ name }: { readonly name: string }) => words.every((word) => name.includes(word));
const { benchmarks, measurements } = await all();
console.log(' ratio  (ours over the peer, median of five rounds in turn)');
for (const benchmark of benchmarks.filter(asked)) await measure(benchmark);
for (const measurement of measurements.filter(asked)) {
  console.log(`        ${measurement.name}: ${await measurement.measure()}`);
}
