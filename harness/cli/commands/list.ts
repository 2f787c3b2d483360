import { bundledIds, selectScenarios } from '../../scenario/catalogue.js';
import { type Command, flag, writeJson } from '../command.js';

export const listCommand: Command = {
  name: 'list',
  usage: 'list [--json]',
  help: ['Lists the bundled scenarios.', '', '  --json   one array of {id, summary, variants}'],
  options: { json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
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
