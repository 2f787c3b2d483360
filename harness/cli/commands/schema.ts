import { eventSentences } from '../../journal/index.js';
import { scenarioJsonSchema } from '../../scenario/schema/scenario.js';
import { type Command, flag } from '../command.js';

export const schemaCommand: Command = {
  name: 'schema',
  usage: 'schema [--events]',
  help: [
    'Prints the JSON Schema of a scenario file, for editors.',
    '',
    '  --events   the event types an expectation can name, each with a sentence',
  ],
  options: { events: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    if (flag(options, 'events')) {
      for (const [type, sentence] of Object.entries(eventSentences)) terminal.stdout.write(`${type}\n  ${sentence}\n`);
    } else terminal.stdout.write(`${JSON.stringify(scenarioJsonSchema(), null, 2)}\n`);
    return 0;
  },
};
