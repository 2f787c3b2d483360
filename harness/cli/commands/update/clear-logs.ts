import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';

export const updateClearLogs: Command = {
  name: 'update clear-logs',
  usage: 'update clear-logs [--days N] [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, days: { type: 'string' }, json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    const days = text(options, 'days');
    if (days !== undefined && !/^\d{1,3}$/.test(days)) {
      throw new HarnessError('USAGE', { detail: `update clear-logs --days "${days}" is not a number of days` });
    }
    const body = days === undefined ? {} : { days: Number(days) };
    const answer = await controlClient(options).post('/v1/update/clear-logs', body);
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const { bytes, cleared, left } = answer;
      terminal.stdout.write(`${cleared} log(s) taken away, ${left} left, ${bytes} bytes\n`);
    }
    return 0;
  },
};
