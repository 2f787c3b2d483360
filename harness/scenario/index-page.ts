import type { CatalogueEntry } from './entry.js';

/** The catalogue as a page: from what somebody sees to the scenario and what an administrator does about it. */
export function indexPage(entries: readonly CatalogueEntry[]): string {
  const ill = entries.filter(({ symptom }) => symptom !== undefined);
  const symptoms = [...new Set(ill.map(({ symptom }) => symptom as string))].sort((one, other) =>
    one.localeCompare(other, 'en'),
  );
  return [
    '# From the symptom to the scenario',
    '',
    'Made by `mock-lync list --index`; a test holds it to the scenarios. `mock-lync list --symptom "connecting to lync server"`',
    'searches it, `mock-lync show SCENARIO` tells the whole of one, `mock-lync run SCENARIO` runs it.',
    '',
    ...symptoms.flatMap((symptom) => [
      `## ${symptom}`,
      '',
      '| scenario | what happens | finding | what the administrator does |',
      '|---|---|---|---|',
      ...ill.filter((entry) => entry.symptom === symptom).map(row),
      '',
    ]),
    '## Nothing is wrong',
    '',
    '| scenario | what happens |',
    '|---|---|',
    ...entries
      .filter(({ symptom }) => symptom === undefined)
      .map((entry) => `| ${link(entry)} | ${cell(entry.summary)} |`),
    '',
  ].join('\n');
}

function row(entry: CatalogueEntry): string {
  const { summary, finding, cures } = entry;
  const action = cures.length === 0 ? '–' : cures.join('; ');
  return `| ${link(entry)} | ${cell(summary)} | ${finding === undefined ? '' : `\`${finding}\``} | ${cell(action)} |`;
}

function link({ id }: CatalogueEntry): string {
  return `[${id}](${id}.yaml)`;
}

function cell(text: string): string {
  return text.replaceAll('|', '\\|');
}
