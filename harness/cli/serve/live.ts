import type { DeviceCard } from '../../diagnosis/devices/index.js';
import { lastStep } from '../../diagnosis/devices/index.js';
import type { Style } from '../../reports/index.js';
import type { Decided, LabHistory, Watcher } from '../../scenario/lab/index.js';
import type { Scenario, ScenarioPhone, Variant } from '../../scenario/scenario.js';

/** What the screen needs to know of the run. */
export interface LiveParts {
  readonly scenario: Scenario;
  readonly history: LabHistory;
  readonly style: Style;
  /** What is always shown. */
  write(text: string): void;
  /** A line of what happens; of very many, some may be left out. */
  say(line: string): void;
}

/** Shows on the terminal who is there, which expectation is met, and what was decided and why. */
export function liveWatcher({ history, scenario, style, say, write }: LiveParts): Watcher {
  const line = (card: DeviceCard, text: string) => say(`${' '.repeat(8)} ${card.device.padEnd(17)} ${text}\n`);
  return {
    began: (card, variant) => {
      line(card, style.strong(`begins ${variant.name}: ${nameOf(card)}`));
      for (const told of history.told(card.device, scenario.id, variant.name, new Date())) line(card, told);
    },
    took: (card, section) => line(card, sectionText(section)),
    progressed: (card, { explain, instead, status }, met, all) => {
      if (status === 'met') return line(card, `${style.good('✓')} ${met} of ${all}: ${explain}`);
      const mark = status === 'unexpected' ? style.bad('✗ broken') : style.faint('○ open again');
      line(card, `${mark}: ${explain}${instead === undefined ? '' : ` (${instead})`}`);
    },
    decided: (decided) => write(verdictText(decided, scenario, style)),
  };
}

/** Which of the scenario's phones a device stands for, and how it signs in. */
function sectionText(section: ScenarioPhone | undefined): string {
  if (!section) return 'is none of the scenario’s phones, for none that fits is left: judged by what the whole expects';
  const { model, signIn, user } = section.spec;
  return `stands for "${section.name}" of the scenario, the next without a MAC: ${model}, signs in by ${signIn} as ${user}`;
}

/** The verdict, why, and what to do now. */
export function verdictText(
  { card, events, judged, variant, verdict }: Decided,
  scenario: Scenario,
  style: Style,
): string {
  const passed = verdict.status === 'passed';
  const head = `${passed ? style.good('PASSED') : style.bad('FAILED')} ${card.device} (${nameOf(card)}), ${scenario.id}, ${variant.name}`;
  const lines = ['', head, `  ${verdict.reason}`];
  if (!passed) {
    const open = judged.records.filter(({ status }) => status === 'missing' || status === 'unexpected');
    for (const { explain, instead, status } of open) {
      lines.push(`  ${style.bad(status)}: ${explain}${instead === undefined ? '' : ` (${instead})`}`);
    }
  }
  const [finding] = judged.diagnosis?.findings ?? [];
  if (finding) {
    lines.push(`  ${style.strong(finding.id)}: ${finding.sentence}`);
    lines.push(...finding.remedies.map((remedy, index) => `    ${index + 1}. ${remedy}`));
  } else if (!passed) {
    const { check, sentence } = lastStep(events);
    lines.push(`  Last step seen: ${sentence}`, ...check.map((what) => `    - ${what}`));
  }
  lines.push(...card.contradictions.map((sentence) => `  ${style.bad('!')} ${sentence}`), '');
  return `${lines.join('\n')}\n`;
}

/** What a person does for this variant, once it took the place of another. */
export function variantText(variant: Variant, style: Style): string {
  const lines = [
    '',
    style.strong(`Now served: ${variant.name}.`),
    ...(variant.summary ? [`  ${variant.summary}`] : []),
  ];
  lines.push(
    '  The phone’s connections were cut; it comes back by itself within some minutes. If it does not, power-cycle it.',
  );
  if (variant.operator.length > 0) lines.push(...variant.operator.map((step, index) => `  ${index + 1}. ${step}`));
  return `${lines.join('\n')}\n\n`;
}

/** `CX600 with 4.0.7577.4420, signed in as alice@contoso.com`, as far as it is known. */
export function nameOf({ epids, firmware, model, users }: DeviceCard): string {
  const parts = [
    model === undefined && firmware === undefined
      ? 'model and firmware unknown'
      : [model, firmware].filter(Boolean).join(' with '),
    ...(users.length > 0 ? [`signed in as ${users.at(-1)}`] : []),
    ...(epids.length > 0 ? [`epid ${epids.at(-1)}`] : []),
  ];
  return parts.join(', ');
}
