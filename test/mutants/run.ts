/**
 * `npm run mutants`: breaks one check at a time in a copy of the compiled tree and expects the named tests to notice.
 * A survivor, or a mutant whose text is no longer there, fails the run. Words on the command line select by the mutant's
 * name or its file's: `npm run mutants -- spine`. `--seconds 90` tries a random sample for that long, right after the
 * tests have passed.
 */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import type { Mutant } from './mutant.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
/** The named tests take seconds; a mutant that hangs them is noticed too. */
const LIMIT_MS = 120_000;
/** Longest silence of mutated tests. Shorter than theirs, for many a mutant shows in that nothing comes any more. */
const SILENCE = '20s';

interface Outcome {
  readonly mutant: Mutant;
  readonly caught: boolean;
  readonly note: string;
}

async function selectMutants(words: readonly string[]): Promise<Mutant[]> {
  const folder = join(root, 'dist/test/mutants');
  const files = readdirSync(folder).filter((file) => file.endsWith('.mutants.js'));
  const parts = await Promise.all(
    files.map(async (file) => {
      const { mutants } = (await import(join(folder, file))) as { mutants: Mutant[] };
      return mutants.filter(({ name }) => words.every((word) => `${file} ${name}`.includes(word)));
    }),
  );
  return parts.flat();
}

/** A copy of the package with its own dist; everything else is linked. */
function workshop(): string {
  const place = mkdtempSync(join(tmpdir(), 'mock-lync-mutants-'));
  cpSync(join(root, 'dist'), join(place, 'dist'), { recursive: true });
  for (const name of ['node_modules', 'package.json', 'scenarios', 'certs', 'harness', 'test']) {
    symlinkSync(join(root, name), join(place, name));
  }
  return place;
}

async function tryMutant(mutant: Mutant, place: string): Promise<Outcome> {
  const file = join(place, 'dist', mutant.file);
  const source = readFileSync(file, 'utf8');
  const count = source.split(mutant.find).length - 1;
  if (count !== 1) return { mutant, caught: false, note: `its text occurs ${count} times in ${mutant.file}` };
  writeFileSync(
    file,
    source.replace(mutant.find, () => mutant.replace),
  );
  try {
    const code = await runTests(mutant.tests, place);
    return { mutant, caught: code !== 0, note: code === 0 ? `survived ${mutant.tests.join(' ')}` : '' };
  } finally {
    writeFileSync(file, source);
  }
}

/** Exit code of ava over these compiled tests; 1 when it had to be stopped. */
function runTests(tests: readonly string[], place: string, output: 'ignore' | 'inherit' = 'ignore'): Promise<number> {
  return new Promise((resolve) => {
    const files = tests.map((test) => join('dist', test));
    const options = ['--fail-fast', ...(output === 'ignore' ? [`--timeout=${SILENCE}`] : [])];
    const ava = spawn(process.execPath, [join(root, 'node_modules/ava/entrypoints/cli.mjs'), ...options, ...files], {
      cwd: place,
      stdio: ['ignore', output, output],
      env: { ...process.env, CI: '' },
    });
    const limit = setTimeout(() => ava.kill('SIGKILL'), LIMIT_MS);
    ava.on('exit', (code) => {
      clearTimeout(limit);
      resolve(code ?? 1);
    });
  });
}

/** The named tests must pass without a mutant, or failing proves nothing. */
async function baseline(mutants: readonly Mutant[], place: string): Promise<boolean> {
  const tests = [...new Set(mutants.flatMap((mutant) => mutant.tests))];
  return (await runTests(tests, place, 'inherit')) === 0;
}

function line({ mutant, caught, note }: Outcome): string {
  return `${caught ? 'caught  ' : 'SURVIVED'} ${mutant.name}${note && ` (${note})`}`;
}

function shuffled<T>(items: readonly T[]): T[] {
  const rest = [...items];
  return items.map(() => rest.splice(randomInt(rest.length), 1)[0] as T);
}

async function main(args: readonly string[]): Promise<number> {
  const at = args.indexOf('--seconds');
  const seconds = at < 0 ? undefined : Number(args[at + 1]);
  const words = at < 0 ? args : args.toSpliced(at, 2);
  const all = await selectMutants(words);
  const mutants = seconds === undefined ? all : shuffled(all);
  if (mutants.length === 0) {
    console.log('No mutant was selected.');
    return 2;
  }
  const places = Array.from({ length: availableParallelism() }, workshop);
  try {
    if (seconds === undefined && !(await baseline(mutants, places[0] ?? root))) {
      console.log('The tests fail without any mutant; mend them first.');
      return 1;
    }
    const outcomes: Outcome[] = [];
    const queue = [...mutants];
    const end = performance.now() + (seconds ?? Number.POSITIVE_INFINITY) * 1000;
    await Promise.all(
      places.map(async (place) => {
        for (let mutant = queue.shift(); mutant && performance.now() < end; mutant = queue.shift()) {
          const outcome = await tryMutant(mutant, place);
          outcomes.push(outcome);
          console.log(line(outcome));
        }
      }),
    );
    const survivors = outcomes.filter(({ caught }) => !caught);
    // Once more at the end: where only the end of a long output is kept, they are what is looked for.
    for (const survivor of survivors) console.log(line(survivor));
    const caught = outcomes.length - survivors.length;
    console.log(`${outcomes.length} of ${all.length} mutants, ${caught} caught, ${survivors.length} survived`);
    return survivors.length === 0 ? 0 : 1;
  } finally {
    for (const place of places) rmSync(place, { recursive: true, force: true });
  }
}

process.exitCode = await main(process.argv.slice(2));
