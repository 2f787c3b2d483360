import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { HarnessError } from '../../foundation/errors/index.js';
import { type RunRecord, reportDocument, resultTable, styleFor, type VariantRecord } from '../../reports/index.js';
import { selectScenarios } from '../../scenario/catalogue.js';
import { runScenarios } from '../../scenario/run/run.js';
import { openWorkers } from '../../scenario/run/threads.js';
import type { Scenario } from '../../scenario/scenario.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { givenCertificate } from '../options/certificate.js';
import { KEY_LOG_HELP, withKeyLog } from '../options/key-log.js';
import { LAB_ADDRESS_HELP, LAB_DEVICE_HELP, labOptions } from '../options/lab.js';
import { portPlan } from '../options/ports.js';
import { seedFrom } from '../options/seed.js';
import { REAL_PHONE_HELP, realPhoneOptions, runRealPhone, wantsRealPhone } from '../run/real-phone.js';

/** While one variant waits for silence to be silence, the others of its thread go on. */
const JOBS_A_THREAD = 4;

export const runCommand: Command = {
  name: 'run',
  usage: 'run [SCENARIO...] [options]',
  help: [
    'Runs scenarios with the emulated phone: ids (sign-in/pin), folders (trust/), patterns (*pin*) or files;',
    'all bundled ones when none is named.',
    '',
    '  --json                     the whole record as one line of JSON on standard output',
    '  --output DIR               write report.md, report.json and a journal for every variant',
    '  --ports any|standard|…     any (default): free ports; standard: the ports of the field',
    '  --seed SEED                repeat a run',
    '  --jobs N                   variants at once (default: four for each processor)',
    '  --threads N                threads they are spread over (default: the number of processors)',
    '  --certificate default=FILE.pfx   present this certificate instead of minted ones',
    '  --passphrase-file FILE     its passphrase (or MOCK_LYNC_PFX_PASSPHRASE)',
    KEY_LOG_HELP,
    '',
    ...REAL_PHONE_HELP,
    ...LAB_ADDRESS_HELP,
    ...LAB_DEVICE_HELP,
    '  --state DIR                as `serve` has it',
  ],
  options: {
    json: { type: 'boolean' },
    output: { type: 'string' },
    ports: { type: 'string' },
    seed: { type: 'string' },
    jobs: { type: 'string' },
    threads: { type: 'string' },
    certificate: { type: 'string' },
    'passphrase-file': { type: 'string' },
    'key-log': { type: 'string' },
    ...realPhoneOptions,
    ...labOptions,
  },
  run: async (options, operands, terminal) => {
    // All bundled scenarios are worth threads, which load while the scenarios are read.
    const workers = operands.length === 0 ? workersFor(options) : undefined;
    try {
      return await runSelected(selectScenarios(operands), { options, terminal, workers });
    } finally {
      await Promise.all((workers ?? []).map((worker) => worker.terminate()));
    }
  },
};

interface Given {
  readonly options: OptionValues;
  readonly terminal: Terminal;
  /** Threads that are open already. */
  readonly workers: readonly Worker[] | undefined;
}

function workersFor(options: OptionValues): Worker[] | undefined {
  const threads = threadsFrom(options);
  const { mode } = portPlan(text(options, 'ports'), 'any');
  return wantsRealPhone(options) || mode === 'standard' || threads === 1 ? undefined : openWorkers(threads);
}

async function runSelected(scenarios: readonly Scenario[], given: Given): Promise<number> {
  const { options, terminal } = given;
  const output = text(options, 'output');
  if (output !== undefined) makeFolder(output);
  const record = await withKeyLog(text(options, 'key-log'), terminal, (keyLog) =>
    wantsRealPhone(options)
      ? runRealPhone(scenarios, options, terminal, keyLog)
      : runEmulated(scenarios, given, keyLog),
  );
  if (output !== undefined) {
    writeFileSync(join(output, 'report.json'), `${JSON.stringify(record, null, 2)}\n`);
    writeFileSync(join(output, 'report.md'), reportDocument(record));
  }
  if (flag(options, 'json')) writeJson(terminal, record);
  else {
    terminal.stdout.write(resultTable(record, styleFor(terminal.stdout, terminal.env)));
    if (output !== undefined) terminal.stdout.write(`Report: ${join(output, 'report.md')}\n`);
  }
  return record.totals.failed > 0 ? 1 : 0;
}

async function runEmulated(
  scenarios: readonly Scenario[],
  { options, terminal, workers }: Given,
  keyLog: ((line: string) => void) | undefined,
): Promise<RunRecord> {
  const ports = portPlan(text(options, 'ports'), 'any');
  const threads = threadsFrom(options);
  const progress = progressOn(
    terminal,
    scenarios.reduce((sum, { variants }) => sum + variants.length, 0),
  );
  const record = await runScenarios(scenarios, {
    seed: seedFrom(text(options, 'seed')),
    ports,
    // On standard ports only one lab fits on the machine's addresses at a time.
    jobs: ports.mode === 'standard' ? 1 : (countFrom('jobs', text(options, 'jobs')) ?? JOBS_A_THREAD * threads),
    threads,
    workers,
    output: text(options, 'output'),
    certificate: await givenCertificate(text(options, 'certificate'), text(options, 'passphrase-file'), terminal.env),
    onDone: progress.done,
    keyLog,
  });
  progress.end();
  return record;
}

function threadsFrom(options: OptionValues): number {
  return countFrom('threads', text(options, 'threads')) ?? Math.min(8, availableParallelism());
}

function countFrom(name: string, given: string | undefined): number | undefined {
  if (given === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(given))
    throw new HarnessError('USAGE', { detail: `--${name} "${given}" is not a number from 1 to 99` });
  return Number(given);
}

/** A bar on a terminal, a line a variant elsewhere; always on standard error. */
function progressOn(terminal: Terminal, total: number): { done(record: VariantRecord): void; end(): void } {
  let count = 0;
  const { stderr } = terminal;
  return {
    done: ({ scenario, variant, status }) => {
      count++;
      if (!stderr.isTTY) {
        stderr.write(`[${count}/${total}] ${status} ${scenario}, ${variant}\n`);
        return;
      }
      const filled = Math.round((24 * count) / total);
      stderr.write(`\r\u001b[K[${'#'.repeat(filled)}${'.'.repeat(24 - filled)}] ${count}/${total} ${scenario}`);
    },
    end: () => {
      if (stderr.isTTY) stderr.write('\r\u001b[K');
    },
  };
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new HarnessError('FILE_UNWRITABLE', { file: folder, detail: (error as Error).message }, { cause: error });
  }
}
