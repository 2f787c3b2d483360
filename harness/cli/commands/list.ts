import { faultTable } from '../../faults/index.js';
import { bundledIds, selectScenarios } from '../../scenario/catalogue.js';
import { type Command, flag, writeJson } from '../command.js';
import { faultLines } from '../faults.js';

export const listCommand: Command = {
  name: 'list',
  usage: 'list [--faults] [--json]',
  help: [
    'Lists the bundled scenarios.',
    '',
    '  --faults   the faults a scenario can arm, instead; `mock-lync explain fault` tells more',
    '  --json     one array of {id, summary, variants}, or of {at, do, summary}',
  ],
  options: { faults: { type: 'boolean' }, json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    if (flag(options, 'faults')) {
      if (flag(options, 'json')) {
        writeJson(
          terminal,
          faultTable.map(({ at, do: word, summary }) => ({ at, do: word, summary })),
        );
      } else for (const line of faultLines()) terminal.stdout.write(`${line}\n`);
      return 0;
    }
    const scenarios = bundledIds().length === 0 ? [] : selectScenarios([]);
    if (flag(options, 'json')) {
      writeJson(
        terminal,
        scenarios.map(({ id, summary, variants }) => ({ id, summary, variants: variants.map(({ name }) => name) })),
      );
      return 0;
    }
    const width = Math.max(0, ...scenarios.map(({ id }) => id.length));
    for (const { id, summary, variants } of scenarios) {
      const more = variants.length > 1 ? ` (${variants.length} variants)` : '';
      terminal.stdout.write(`${id.padEnd(width)}  ${summary}${more}\n`);
    }
    return 0;
  },
};
