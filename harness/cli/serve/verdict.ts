import { diagnose } from '../../diagnosis/index.js';
import type { JournalEvent } from '../../journal/index.js';

/** What became of each device, and what to change: shown when serving ends. */
export function verdicts(events: readonly JournalEvent[]): string {
  const lines: string[] = [];
  for (const { device, outcome, findings } of diagnose(events)) {
    const [finding] = findings;
    lines.push(`${device}: ${outcome}${finding ? `, ${finding.id}` : ''}`);
    if (!finding) continue;
    lines.push(`  ${finding.sentence}`);
    lines.push(...finding.evidence.map(({ seq, shows }) => `    event ${seq}: ${shows}`));
    lines.push(...finding.remedies.map((remedy, index) => `  ${index + 1}. ${remedy}`));
  }
  return lines.length === 0 ? 'No phone was seen.\n' : `${lines.join('\n')}\n`;
}
