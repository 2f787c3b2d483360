import type { Comparison, Difference } from './compare.js';

/** Whose runs stand beside each other. */
export interface Compared {
  readonly scenario: string;
  readonly variant: string;
  /** The real phone, as far as it is known. */
  readonly device: string;
  /** `CX600 with 4.0.7577.4420`. */
  readonly emulated: string;
  /** What stands above the two; `real phone` and `emulated phone` when absent. */
  readonly columns?: readonly [string, string];
}

const stageNames: Readonly<Record<string, string>> = {
  address: 'Address (DHCP)',
  names: 'Names (DNS)',
  time: 'Time (NTP)',
  tls: 'TLS',
  web: 'Web services',
  directory: 'Active Directory',
  sip: 'SIP',
  update: 'Device update',
  result: 'Result',
};

/** The comparison as a Markdown page: stage by stage what the real phone did and what the emulated one does. */
export function comparisonDocument(
  { columns = ['real phone', 'emulated phone'], device, emulated, scenario, variant }: Compared,
  { differences, same }: Comparison,
): string {
  const stages = [...new Set(differences.map(({ stage }) => stage))];
  return [
    `# ${scenario}, ${variant}`,
    '',
    `${columns[0]}: ${device}; ${columns[1]}: ${emulated}. ${differences.length} differ, ${same} are the same.`,
    ...stages.flatMap((stage) => [
      '',
      `## ${stageNames[stage] ?? stage}`,
      '',
      `| what | ${columns[0]} | ${columns[1]} |`,
      '|---|---|---|',
      ...differences.filter((difference) => difference.stage === stage).map(row),
    ]),
    '',
  ].join('\n');
}

function row({ emulated, emulatedSeq, real, realSeq, what }: Difference): string {
  return `| ${cell(what)} | ${cell(real)}${at(realSeq)} | ${cell(emulated)}${at(emulatedSeq)} |`;
}

function at(seq: number | undefined): string {
  return seq === undefined ? '' : ` (event ${seq})`;
}

/** What a phone sends must not change the table. */
function cell(text: string): string {
  return text.replace(/[\r\n]+/g, ' ').replace(/[|\\`<]/g, (mark) => `\\${mark}`);
}
