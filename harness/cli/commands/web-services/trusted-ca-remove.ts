import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { trustedCaLine } from './trusted-ca-line.js';

export const trustedCaRemove: Command = {
  name: 'web-services trusted-ca remove',
  usage: 'web-services trusted-ca remove THUMBPRINT... [--store STORE] [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, store: { type: 'string' }, json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    if (operands.length === 0) throw new HarnessError('USAGE', { detail: 'trusted-ca remove needs a thumbprint' });
    const store = text(options, 'store');
    const control = controlClient(options);
    const removed: unknown[] = [];
    for (const thumbprint of operands) {
      const body = { thumbprint, ...(store !== undefined && { store }) };
      const answer = await control.post('/v1/web-services/trusted-ca/remove', body);
      removed.push(...(Array.isArray(answer.removed) ? answer.removed : []));
    }
    if (flag(options, 'json')) writeJson(terminal, { removed });
    else if (removed.length === 0) terminal.stdout.write('There was no such entry.\n');
    else terminal.stdout.write(removed.map((entry) => `removed ${trustedCaLine(entry)}\n`).join(''));
    return removed.length > 0 ? 0 : 1;
  },
};
