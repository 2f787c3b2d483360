import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { certificateLine } from './certificate-line.js';

export const certificateRevoke: Command = {
  name: 'web-services certificate revoke',
  usage: 'web-services certificate revoke THUMBPRINT | --user USER [--device ID] [options]',
  help: [],
  options: {
    ...CONTROL_OPTIONS,
    user: { type: 'string' },
    device: { type: 'string' },
    json: { type: 'boolean' },
  },
  run: async (options, [thumbprint], terminal) => {
    const [user, deviceId] = [text(options, 'user'), text(options, 'device')];
    if ((thumbprint === undefined) === (user === undefined)) {
      throw new HarnessError('USAGE', { detail: 'certificate revoke needs a thumbprint, or --user' });
    }
    const body = user === undefined ? { thumbprint } : { user, ...(deviceId !== undefined && { deviceId }) };
    const answer = await controlClient(options).post('/v1/certificates/revoke', body);
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const entries = Array.isArray(answer.certificates) ? answer.certificates : [];
      const lines = entries.length === 0 ? ['There was nothing to revoke.'] : entries.map(certificateLine);
      terminal.stdout.write(`${lines.join('\n')}\n`);
    }
    return answer.revoked === true ? 0 : 1;
  },
};
