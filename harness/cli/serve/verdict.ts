import { diagnose } from '../../diagnosis/index.js';
import type { UnfiredFault } from '../../faults/index.js';
import type { JournalEvent } from '../../journal/index.js';
import type { ChangeResult } from '../../scenario/changes/plan.js';

/** What became of each device, what to change, and what never came to pass: shown when serving ends. */
export function verdicts(
  events: readonly JournalEvent[],
  unfired: readonly (UnfiredFault | ChangeResult)[] = [],
): string {
  const lines: string[] = [];
  for (const { device, outcome, findings } of diagnose(events)) {
    const [finding] = findings;
    lines.push(`${device}: ${outcome}${finding ? `, ${finding.id}` : ''}`);
    if (!finding) continue;
    lines.push(`  ${finding.sentence}`);
    lines.push(...finding.evidence.map(({ seq, shows }) => `    event ${seq}: ${shows}`));
    lines.push(...finding.remedies.map((remedy, index) => `  ${index + 1}. ${remedy}`));
  }
  if (lines.length === 0) lines.push('No phone was seen.');
  for (const each of unfired) {
    const why = 'instead' in each ? ` (${each.instead})` : '';
    lines.push(`Never carried out: ${each.sentence}${why}`);
  }
  return `${lines.join('\n')}\n`;
}
