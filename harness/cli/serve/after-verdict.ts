import { writeFileSync } from 'node:fs';
import { asHarnessError, HarnessError } from '../../foundation/errors/index.js';
import { comparisonDocument } from '../../reports/compare/index.js';
import {
  compareWithEmulated,
  compareWithSaved,
  type Decided,
  learnProfile,
  type SavedRun,
  savedRun,
} from '../../scenario/lab/index.js';
import { replaceFile, writing } from '../../scenario/replace-file.js';
import type { Scenario } from '../../scenario/scenario.js';
import { type OptionValues, type Terminal, text } from '../command.js';
import { seedFrom } from '../options/seed.js';
import { nameOf } from './live.js';

/** What the operator wants of a phone’s run beside the verdict. */
export interface AfterVerdict {
  take(decided: Decided): void;
  /** What is under way is finished. */
  end(): Promise<void>;
}

/**
 * `--learn FILE` and `--compare FILE`: written after each verdict, one after the other; the last one stays.
 * @throws HarnessError for the journal of `--compare-with`: FILE_UNREADABLE, JOURNAL_INVALID, USAGE
 */
export function afterVerdict(options: OptionValues, scenario: Scenario, terminal: Terminal): AfterVerdict {
  const [learn, compare] = [text(options, 'learn'), text(options, 'compare')];
  const saved = otherRun(options, compare);
  let work = Promise.resolve();
  const doing = (step: () => Promise<void> | void) => {
    work = work.then(step).catch((thrown) => {
      const { action, code, message } = asHarnessError(thrown);
      terminal.stderr.write(`mock-lync: ${message}\n  ${action} (${code})\n`);
    });
  };
  return {
    take: (decided) => {
      if (learn !== undefined) doing(() => learnInto(learn, decided, scenario, terminal));
      if (compare !== undefined)
        doing(() => compareInto(compare, decided, { scenario, terminal, seed: text(options, 'seed'), saved }));
    },
    end: () => work,
  };
}

function learnInto(file: string, { card, events, variant }: Decided, { id }: Scenario, { stderr }: Terminal): void {
  const own = events.filter(({ device }) => device !== undefined);
  const profile = learnProfile(own, card, { scenario: id, variant: variant.name, at: new Date() });
  replaceFile(file, `${JSON.stringify(profile, null, 2)}\n`, 0o644);
  stderr.write(`What was observed of ${card.device} is in ${file}.\n`);
}

function otherRun(options: OptionValues, compare: string | undefined): SavedRun | undefined {
  const file = text(options, 'compare-with');
  if (file === undefined) return undefined;
  if (compare === undefined) throw new HarnessError('USAGE', { detail: '--compare-with needs --compare FILE' });
  return savedRun(file);
}

interface Wish {
  readonly scenario: Scenario;
  readonly terminal: Terminal;
  readonly seed: string | undefined;
  /** In the place of the emulated phone's. */
  readonly saved: SavedRun | undefined;
}

async function compareInto(
  file: string,
  { card, events, variant }: Decided,
  { saved, scenario, seed, terminal: { stderr, stdout } }: Wish,
): Promise<void> {
  const { device } = card;
  const own = events.flatMap((event) => (event.device === undefined ? [] : [{ ...event, device }]));
  const comparison = saved
    ? compareWithSaved({ events: own, device }, saved)
    : await compareWithEmulated({ scenario, variant, events: own, device }, seedFrom(seed));
  const { firmware, model } = variant.phone;
  const compared = {
    scenario: scenario.id,
    variant: variant.name,
    device: `${device} (${nameOf(card)})`,
    emulated: saved ? `${saved.device} (${saved.file})` : `${model} with ${firmware}`,
    ...(saved && { columns: ['this phone', 'the saved run'] as const }),
  };
  const document = comparisonDocument(compared, comparison);
  if (file === '-') stdout.write(`${document}\n`);
  else writing(file, () => writeFileSync(file, document));
  const other = saved ? 'saved run' : 'emulated phone';
  stderr.write(
    `${comparison.differences.length} differences from the ${other}${file === '-' ? '' : ` are in ${file}`}.\n`,
  );
}
