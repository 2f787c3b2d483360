import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';

export const certificateStore: Command = {
  name: 'web-services certificate store',
  usage: 'web-services certificate store reachable|unreachable [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, [state], terminal) => {
    if (state !== 'reachable' && state !== 'unreachable') {
      throw new HarnessError('USAGE', { detail: 'certificate store needs reachable or unreachable' });
    }
    const answer = await controlClient(options).post('/v1/certificates/store', { reachable: state === 'reachable' });
    if (flag(options, 'json')) writeJson(terminal, answer);
    else terminal.stdout.write(`The pool’s store is ${state} for the web services.\n`);
    return 0;
  },
};
