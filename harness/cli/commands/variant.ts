import { HarnessError } from '../../foundation/errors/index.js';
import { type Command, flag, writeJson } from '../command.js';
import { CONTROL_HELP, CONTROL_OPTIONS, controlClient } from '../options/control.js';

export const variantCommand: Command = {
  name: 'variant',
  usage: 'variant NAME --endpoints READY.json',
  help: [
    'Serves another variant of the scenario that a running `mock-lync serve` serves, on the same ports and with the same',
    'authorities: certificates and options change while the phones are on, and nobody has to touch them.',
    '',
    ...CONTROL_HELP,
    '  --json                 the answer as one line of JSON',
  ],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, [name], terminal) => {
    if (name === undefined) throw new HarnessError('USAGE', { detail: 'variant needs the name of a variant' });
    const answer = await controlClient(options).post('/v1/variant', { name });
    if (flag(options, 'json')) writeJson(terminal, answer);
    else terminal.stdout.write(`${name} is served from now on.\n`);
    return 0;
  },
};
