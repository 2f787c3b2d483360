import type { RunRecord, VariantRecord } from './record.js';

/** The run as a Markdown page for a person: what was expected, what happened, why, and what to change. */
export function reportDocument(run: RunRecord): string {
  const { passed, failed, skipped } = run.totals;
  return [
    '# mock-lync report',
    '',
    `${passed} passed, ${failed} failed, ${skipped} skipped. Started ${run.startedAt}, version ${run.version}, seed \`${run.seed}\`.`,
    '',
    '| scenario | variant | result | outcome | stopped at | finding |',
    '|---|---|---|---|---|---|',
    ...run.variants.map(
      (record) =>
        `| ${record.scenario} | ${record.variant} | ${record.status} | ${record.outcome ?? ''} | ${record.step ?? ''} | ${record.findings[0]?.id ?? 'none'} |`,
    ),
    ...run.variants.flatMap(section),
    '',
  ].join('\n');
}

function section(record: VariantRecord): string[] {
  return [
    '',
    `## ${record.scenario}: ${record.variant}`,
    '',
    record.summary,
    '',
    ...(record.reason ? [`**${record.status}**: ${record.reason}`, ''] : []),
    ...(record.refusal ? [refusal(record.refusal), ''] : []),
    ...(record.screen ? [`Screen: “${record.screen}”`, ''] : []),
    ...record.findings
      .slice(0, 1)
      .flatMap((finding) => [
        `**${finding.id}**: ${finding.sentence}`,
        '',
        ...finding.evidence.map(({ seq, shows }) => `- event ${seq}: ${shows}`),
        '',
        'What to change:',
        '',
        ...finding.remedies.map((remedy, index) => `${index + 1}. ${remedy}`),
        '',
        `Source: ${finding.source}.`,
        '',
      ]),
    ...record.expectations.map(
      ({ status, explain, instead, phone, ready = [] }) =>
        `- ${status}: ${phone === undefined ? '' : `${phone}: `}${explain}${instead ? ` (${instead})` : ''}` +
        ready.map((sentence) => `\n  - ready: ${sentence}`).join(''),
    ),
  ];
}

function refusal(refused: NonNullable<VariantRecord['refusal']>): string {
  return refused.how === 'alert'
    ? `TLS at ${refused.service}: the phone sent the alert \`${refused.alert}\` (${refused.when}).`
    : `TLS at ${refused.service}: the phone sent no alert, ${refused.how} ${refused.when}.`;
}
