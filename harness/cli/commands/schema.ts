import { scenarioJsonSchema } from '../../scenario/schema/scenario.js';
import { type Command, flag } from '../command.js';
import { explainEvents } from '../explain.js';

export const schemaCommand: Command = {
  name: 'schema',
  usage: 'schema [--events]',
  help: [
    'Prints the JSON Schema of a scenario file, for editors.',
    '',
    '  --events   the event types an expectation can name, each with a sentence and its fields',
  ],
  options: { events: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    if (flag(options, 'events')) {
      terminal.stdout.write(`${explainEvents().join('\n')}\n`);
    } else terminal.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    return 0;
  },
};
