import { writeFileSync } from 'node:fs';
import { asHarnessError } from '../../foundation/errors/index.js';
import { comparisonDocument } from '../../reports/compare/index.js';
import { compareWithEmulated, type Decided, learnProfile } from '../../scenario/lab/index.js';
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

/** `--learn FILE` and `--compare FILE`: written after each verdict, one after the other; the last one stays. */
export function afterVerdict(options: OptionValues, scenario: Scenario, terminal: Terminal): AfterVerdict {
  const [learn, compare] = [text(options, 'learn'), text(options, 'compare')];
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
      if (compare !== undefined) doing(() => compareInto(compare, decided, scenario, terminal, text(options, 'seed')));
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

async function compareInto(
  file: string,
  { card, events, variant }: Decided,
  scenario: Scenario,
  { stderr, stdout }: Terminal,
  seed: string | undefined,
): Promise<void> {
  const own = events.flatMap((event) => (event.device === undefined ? [] : [{ ...event, device: card.device }]));
  const comparison = await compareWithEmulated({ scenario, variant, events: own, device: card.device }, seedFrom(seed));
  const { firmware, model } = variant.phone;
  const compared = {
    scenario: scenario.id,
    variant: variant.name,
    device: `${card.device} (${nameOf(card)})`,
    emulated: `${model} with ${firmware}`,
  };
  const document = comparisonDocument(compared, comparison);
  if (file === '-') stdout.write(`${document}\n`);
  else writing(file, () => writeFileSync(file, document));
  stderr.write(
    `${comparison.differences.length} differences from the emulated phone${file === '-' ? '' : ` are in ${file}`}.\n`,
  );
}
