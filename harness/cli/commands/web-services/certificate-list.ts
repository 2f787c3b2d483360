import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { certificateLine } from './certificate-line.js';

export const certificateList: Command = {
  name: 'web-services certificate list',
  usage: 'web-services certificate list [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    const answer = await controlClient(options).get('/v1/certificates');
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const entries = Array.isArray(answer.certificates) ? answer.certificates : [];
      const lines = entries.length === 0 ? ['No user certificate was issued yet.'] : entries.map(certificateLine);
      terminal.stdout.write(`${lines.join('\n')}\n`);
    }
    return 0;
  },
};
