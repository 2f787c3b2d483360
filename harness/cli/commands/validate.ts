import { asHarnessError } from '../../foundation/errors/index.js';
import { selectScenarios, shownPath } from '../../scenario/catalogue.js';
import { type Command, flag, writeJson } from '../command.js';

export const validateCommand: Command = {
  name: 'validate',
  usage: 'validate [SCENARIO...] [--json]',
  help: ['Checks scenario files; all bundled ones when none is named. Every error has its line and column.'],
  options: { json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    const results = (operands.length === 0 ? ['*'] : operands).flatMap(check);
    if (flag(options, 'json')) writeJson(terminal, results);
    else {
      for (const { name, error } of results) {
        if (error) terminal.stderr.write(`${error.sentence}\n  ${error.action}\n`);
        else terminal.stdout.write(`valid  ${name}\n`);
      }
    }
    return results.some(({ error }) => error) ? 2 : 0;
  },
};

interface Result {
  readonly name: string;
  readonly error?: { readonly code: string; readonly sentence: string; readonly action: string };
}

function check(selector: string): Result[] {
  try {
    return selectScenarios([selector]).map(({ file }) => ({ name: shownPath(file) }));
  } catch (thrown) {
    const { code, message: sentence, action } = asHarnessError(thrown);
    return [{ name: selector, error: { code, sentence, action } }];
  }
}
