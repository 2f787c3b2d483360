import { faultTable } from '../../faults/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { type CatalogueEntry, catalogueEntries, searchSymptom } from '../../scenario/entry.js';
import { indexPage } from '../../scenario/index-page.js';
import { type Command, flag, type Terminal, text, writeJson } from '../command.js';
import { faultLines } from '../faults.js';

export const listCommand: Command = {
  name: 'list',
  usage: 'list [--symptom TEXT] [--index] [--faults] [--json]',
  help: [
    'Lists the bundled scenarios.',
    '',
    '  --symptom TEXT   those in which somebody sees that, or that speak of it; with what cures them',
    '  --index          the page scenarios/INDEX.md: symptom, scenario, what the administrator does',
    '  --faults         the faults a scenario can arm, instead; `mock-lync explain fault` tells more',
    '  --json           one array of {id, summary, symptom, finding, cures, variants}, or of {at, do, summary}',
  ],
  options: {
    symptom: { type: 'string' },
    index: { type: 'boolean' },
    faults: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async (options, _operands, terminal) => {
    if (flag(options, 'faults')) {
      listFaults(flag(options, 'json'), terminal);
      return 0;
    }
    const symptom = text(options, 'symptom');
    const all = catalogueEntries();
    if (flag(options, 'index')) {
      terminal.stdout.write(indexPage(all));
      return 0;
    }
    const entries = symptom === undefined ? all : searchSymptom(all, symptom);
    if (entries.length === 0)
      throw new HarnessError('NOTHING_SELECTED', { detail: `no scenario speaks of "${symptom}"` });
    if (flag(options, 'json')) writeJson(terminal, entries.map(shortened));
    else if (symptom === undefined) listAll(entries, terminal);
    else listFound(entries, terminal);
    return 0;
  },
};

function listFaults(json: boolean, terminal: Terminal): void {
  if (!json) for (const line of faultLines()) terminal.stdout.write(`${line}\n`);
  else {
    writeJson(
      terminal,
      faultTable.map(({ at, do: word, summary }) => ({ at, do: word, summary })),
    );
  }
}

function shortened({ id, summary, symptom, finding, cures, variants }: CatalogueEntry) {
  return { id, summary, symptom, finding, cures, variants };
}

function listAll(entries: readonly CatalogueEntry[], terminal: Terminal): void {
  const width = Math.max(...entries.map(({ id }) => id.length));
  for (const { id, summary, variants } of entries) {
    const more = variants.length > 1 ? ` (${variants.length} variants)` : '';
    terminal.stdout.write(`${id.padEnd(width)}  ${summary}${more}\n`);
  }
}

function listFound(entries: readonly CatalogueEntry[], terminal: Terminal): void {
  for (const { id, summary, symptom, cures } of entries) {
    terminal.stdout.write(`${id}\n  ${summary}\n`);
    if (symptom !== undefined) terminal.stdout.write(`  seen: ${symptom}\n`);
    if (cures.length > 0) terminal.stdout.write(`  cures: ${cures.join('; ')}\n`);
  }
}
