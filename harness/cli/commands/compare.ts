import { writeFileSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';
import { comparisonDocument } from '../../reports/compare/index.js';
import { selectScenario } from '../../scenario/catalogue.js';
import {
  type Comparison,
  compareWithEmulated,
  compareWithSaved,
  macOf,
  type SavedRun,
  savedRun,
} from '../../scenario/lab/index.js';
import { writing } from '../../scenario/replace-file.js';
import { variantNamed } from '../../scenario/variant-named.js';
import { type Command, flag, type OptionValues, type Terminal, text, writeJson } from '../command.js';
import { seedFrom } from '../options/seed.js';

export const compareCommand: Command = {
  name: 'compare',
  usage: 'compare RUN.jsonl [OTHER.jsonl] [options]',
  help: [
    'Lays a saved run (the journal of `serve --output DIR`, or of `run`) beside another, or, without another, beside what',
    'the emulated phone does in the same variant: options asked, TLS offered, requests, headers, results.',
    '',
    '  --device MAC         whose run it is, where the journal is of several phones',
    '  --other-device MAC   the same for the other journal',
    '  --scenario SCENARIO  id or file for the emulated phone, instead of the id in the journal',
    '  --variant NAME       its variant, instead of the one in the journal',
    '  --output FILE        write the page there; default: the terminal',
    '  --seed SEED          repeat the emulated phone’s run',
    '  --json               differences as one line of JSON',
  ],
  options: {
    device: { type: 'string' },
    'other-device': { type: 'string' },
    scenario: { type: 'string' },
    variant: { type: 'string' },
    output: { type: 'string' },
    seed: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [file, otherFile, ...more], terminal) => {
    if (file === undefined || more.length > 0) throw usage('compare needs one journal, or two');
    const run = savedRun(file, deviceFrom(options, 'device'));
    const compared =
      otherFile === undefined
        ? await besideEmulated(run, options)
        : besideSaved(run, savedRun(otherFile, deviceFrom(options, 'other-device')));
    tell(compared, options, terminal);
    return 0;
  },
};

interface Told {
  readonly page: string;
  readonly comparison: Comparison;
}

function besideSaved(run: SavedRun, other: SavedRun): Told {
  const comparison = compareWithSaved(run, other);
  const { scenario = 'two runs', variant = 'not said of what' } = run.served ?? {};
  const names = { device: `${run.device} (${run.file})`, emulated: `${other.device} (${other.file})` };
  const columns = ['this run', 'the other run'] as const;
  return { comparison, page: comparisonDocument({ scenario, variant, ...names, columns }, comparison) };
}

async function besideEmulated(run: SavedRun, options: OptionValues): Promise<Told> {
  const id = text(options, 'scenario') ?? run.served?.scenario;
  if (id === undefined) throw usage(`${run.file} does not say which scenario it is of; name it with --scenario`);
  const scenario = selectScenario(id);
  const variant = variantNamed(scenario, text(options, 'variant') ?? run.served?.variant ?? '');
  const { device, events, file } = run;
  const real = { scenario, variant, events, device };
  const comparison = await compareWithEmulated(real, seedFrom(text(options, 'seed')), file);
  const { firmware, model } = variant.phone;
  const names = { device: `${device} (${file})`, emulated: `${model} with ${firmware}` };
  return {
    comparison,
    page: comparisonDocument({ scenario: scenario.id, variant: variant.name, ...names }, comparison),
  };
}

function tell({ comparison, page }: Told, options: OptionValues, terminal: Terminal): void {
  const file = text(options, 'output');
  if (file !== undefined) writing(file, () => writeFileSync(file, page));
  if (flag(options, 'json')) writeJson(terminal, { event: 'comparison', ...comparison });
  else if (file === undefined) terminal.stdout.write(`${page}\n`);
  const { differences, same } = comparison;
  terminal.stderr.write(`${differences.length} differences, ${same} the same.\n`);
}

/** A MAC in any notation, or the name that a journal gives: `ip:10.0.0.9`. */
function deviceFrom(options: OptionValues, name: string): string | undefined {
  const given = text(options, name);
  return given === undefined ? undefined : (macOf(given) ?? given);
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail });
}
