import type { NearMiss, RunRecord, VariantRecord } from './record.js';
import type { Style } from './style.js';

const marks: Readonly<Record<VariantRecord['status'], string>> = {
  passed: '✓',
  failed: '✗',
  skipped: '–',
  error: '!',
};

/** Longer names of variants stand on a line of their own. */
const WIDEST_NAME = 36;

/** The result table: a line a variant, and for each that did not pass what was expected and what happened. */
export function resultTable(run: RunRecord, style: Style): string {
  const width = Math.min(WIDEST_NAME, Math.max(...run.variants.map(({ variant }) => variant.length)));
  const lines: string[] = [];
  let scenario = '';
  for (const record of run.variants) {
    if (record.scenario !== scenario) {
      scenario = record.scenario;
      lines.push('', style.strong(scenario));
    }
    lines.push(...variantLines(record, width, style));
  }
  const { passed, failed, skipped } = run.totals;
  const totals = [`${passed} passed`, `${failed} failed`, ...(skipped ? [`${skipped} skipped`] : [])].join(', ');
  lines.push(
    '',
    `${failed ? style.bad(totals) : style.good(totals)} in ${seconds(run.durationMs)}, seed ${run.seed}`,
    '',
  );
  return lines.join('\n');
}

function variantLines(record: VariantRecord, width: number, style: Style): string[] {
  const paint = record.status === 'passed' ? style.good : record.status === 'skipped' ? style.faint : style.bad;
  const result = [
    record.outcome,
    record.findings[0] && `finding ${record.findings[0].id}`,
    record.refusal && refusalWords(record.refusal),
  ].filter((part) => part !== undefined);
  const name = `  ${paint(marks[record.status])} ${record.variant.padEnd(width)}`;
  const rest = `  ${result.join(', ')}  ${style.faint(seconds(record.durationMs))}`;
  const lines = record.variant.length > width ? [name, ' '.repeat(4 + width) + rest] : [name + rest];
  if (record.reason) lines.push(`      ${record.reason}`);
  if (record.status === 'failed') lines.push(...failureLines(record, style));
  return lines;
}

function failureLines(record: VariantRecord, style: Style): string[] {
  const lines = record.expectations
    .filter(({ status }) => status === 'missing' || status === 'unexpected')
    .flatMap(({ explain, status, instead, nearest, phone, ready = [] }) => [
      `      ${style.bad(status)}: ${phone === undefined ? '' : `${phone}: `}${explain}`,
      ...(instead ? [`        ${instead}`] : []),
      ...(nearest ? fieldLines(nearest, style) : []),
      ...ready.map((sentence) => `        ready: ${sentence}`),
    ]);
  const finding = record.findings[0];
  if (finding && record.device) lines.push(`      ${finding.sentence}`);
  if (record.phones) lines.push(...record.phones.flatMap((phone) => stopLines(phone, phone.name)));
  else lines.push(...stopLines(record, 'the phone'));
  return lines;
}

function stopLines(
  { findings, screen, step }: Pick<VariantRecord, 'findings' | 'screen' | 'step'>,
  who: string,
): string[] {
  const [finding] = findings;
  return [
    ...(finding ? [`      ${finding.sentence}`] : []),
    ...(step ? [`      ${who} stopped at ${step}, its screen: “${screen ?? ''}”`] : []),
  ];
}

/** Expected beside actual, a line a field. */
function fieldLines({ fields, seq, type }: NearMiss, style: Style): string[] {
  const width = Math.max(0, ...fields.map(({ field }) => field.length));
  return fields.map(({ actual, expected, field, same }) => {
    const line = `          ${field.padEnd(width)}  expected ${expected}, event ${seq} (${type}) has ${actual}`;
    return same ? style.faint(line) : line;
  });
}

function refusalWords(refusal: NonNullable<VariantRecord['refusal']>): string {
  const how = refusal.how === 'alert' ? `alert ${refusal.alert}` : `${refusal.how} ${refusal.when}`;
  return `TLS refused at ${refusal.service} (${how})`;
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
