import { HarnessError } from '../../foundation/errors/index.js';
import { type RunRecord, styleFor, type VariantRecord } from '../../reports/index.js';
import { historyEntry, runWithPhone } from '../../scenario/lab/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import { type OptionValues, type Terminal, text } from '../command.js';
import { macFrom, secondsFrom } from '../options/devices.js';
import { historyFrom, labFrom } from '../options/lab.js';
import { afterVerdict } from '../serve/after-verdict.js';
import { firstSteps } from '../serve/first-steps.js';
import { liveWatcher } from '../serve/live.js';
import { liveLine } from '../serve/watch.js';

/** `run --phone real` only. */
export const realPhoneOptions = {
  phone: { type: 'string', default: 'emulated' },
  mac: { type: 'string' },
  variant: { type: 'string' },
  'reset-command': { type: 'string' },
  timeout: { type: 'string' },
} as const;

export const REAL_PHONE_HELP: readonly string[] = [
  '  --phone real --mac MAC     with this real phone instead, one variant after the other, on the ports of the field',
  '  --variant NAME             this variant of each scenario alone',
  '  --reset-command CMD        power-cycles the phone before each variant; its environment has MOCK_LYNC_MAC',
  '  --timeout S                longest a variant may take (default 300)',
];

const DEFAULT_TIMEOUT_S = 300;

/** Whether the command line asks for a real phone. Errors: USAGE. */
export function wantsRealPhone(options: OptionValues): boolean {
  const phone = text(options, 'phone');
  if (phone !== 'real' && phone !== 'emulated') throw usage(`--phone "${phone}" is neither real nor emulated`);
  const given = ['mac', 'reset-command', 'timeout', 'address', 'allow', 'device', 'history', 'learn', 'compare'].find(
    (name) => options[name] !== undefined,
  );
  if (phone === 'emulated' && given !== undefined) throw usage(`--${given} goes with --phone real`);
  return phone === 'real';
}

/** Errors: USAGE, those of `runWithPhone`. */
export async function runRealPhone(
  selected: readonly Scenario[],
  options: OptionValues,
  terminal: Terminal,
  keyLog: ((line: string) => void) | undefined,
): Promise<RunRecord> {
  const mac = macFrom(text(options, 'mac'));
  if (mac === undefined) throw usage('--phone real needs --mac MAC, which stands on the label of the phone');
  const scenarios = withVariant(selected, text(options, 'variant'));
  const settings = await labFrom(options, terminal);
  const history = historyFrom(options);
  const style = styleFor(terminal.stderr, terminal.env);
  const write = (line: string) => terminal.stderr.write(line);
  const { allow, yesLab } = settings.permission;
  const afterwards = new Map(scenarios.map((scenario) => [scenario.id, afterVerdict(options, scenario, terminal)]));
  try {
    return await runWithPhone(scenarios, {
      ...settings,
      // Who names the phone by its MAC wants it answered.
      permission: { allow: [...allow, mac], yesLab },
      keyLog,
      mac,
      resetCommand: text(options, 'reset-command'),
      timeoutMs: secondsFrom('timeout', text(options, 'timeout'), DEFAULT_TIMEOUT_S),
      interrupt: terminal.interrupt,
      watcherOf: (scenario) => liveWatcher({ scenario, history, style, write, say: write }),
      onOpen: ({ scenario, served }, variant) => {
        write(`\n${style.strong(`${scenario.id}, ${variant.name}`)}: waiting for ${mac}\n`);
        const steps = [...firstSteps(served, variant), ...variant.operator];
        if (text(options, 'reset-command') === undefined) {
          write(steps.map((step, index) => `  ${index + 1}. ${step}\n`).join(''));
        }
      },
      onSession: ({ served }) => {
        served.journal.subscribe((event) => {
          const line = liveLine(event);
          if (line !== undefined) write(`${line}\n`);
        });
      },
      onDecided: (decided, { scenario }) => {
        history.add(historyEntry(decided, scenario.id, new Date()));
        afterwards.get(scenario.id)?.take(decided);
      },
      onDone: (record) => write(`${doneLine(record)}\n`),
    });
  } finally {
    for (const each of afterwards.values()) await each.end();
  }
}

function withVariant(scenarios: readonly Scenario[], name: string | undefined): readonly Scenario[] {
  if (name === undefined) return scenarios;
  const kept = scenarios.map((scenario) => ({
    ...scenario,
    variants: scenario.variants.filter((variant) => variant.name === name),
  }));
  if (kept.every(({ variants }) => variants.length === 0)) {
    throw new HarnessError('NOTHING_SELECTED', { detail: `no selected scenario has a variant "${name}"` });
  }
  return kept;
}

function doneLine({ reason, scenario, status, variant }: VariantRecord): string {
  return `[${status}] ${scenario}, ${variant}${reason === undefined ? '' : `: ${reason}`}`;
}

function usage(detail: string): HarnessError {
  return new HarnessError('USAGE', { detail });
}
