import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { trustedCaLine } from './trusted-ca-line.js';

export const trustedCaList: Command = {
  name: 'web-services trusted-ca list',
  usage: 'web-services trusted-ca list [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, _operands, terminal) => {
    const answer = await controlClient(options).get('/v1/web-services/trusted-ca');
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const entries = Array.isArray(answer.trustedCas) ? answer.trustedCas : [];
      const note = answer.inferred === true ? ['InferCertChainFromSSL is on: this list counts for nothing.'] : [];
      const lines = entries.length === 0 ? ['TrustedCACerts is empty.'] : entries.map(trustedCaLine);
      terminal.stdout.write(`${[...note, ...lines].join('\n')}\n`);
    }
    return 0;
  },
};
