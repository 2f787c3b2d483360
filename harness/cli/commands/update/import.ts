import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { ruleLine } from './rule-line.js';

const FORM = 'DeviceType/Brand/Model/Revision/Locale/Version';

export const updateImport: Command = {
  name: 'update import',
  usage: `update import ${FORM}... [--web-service FQDN] [options]`,
  help: [],
  options: { ...CONTROL_OPTIONS, 'web-service': { type: 'string' }, json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    const webService = text(options, 'web-service');
    const bodies = operands.map((operand) => ({ ...bodyOf(operand), ...(webService !== undefined && { webService }) }));
    if (bodies.length === 0) throw new HarnessError('USAGE', { detail: `update import needs ${FORM}` });
    const control = controlClient(options);
    const rules: unknown[] = [];
    for (const body of bodies) rules.push((await control.post('/v1/update/import', body)).rule);
    if (flag(options, 'json')) writeJson(terminal, { rules });
    else terminal.stdout.write(`${rules.map(ruleLine).join('\n')}\n`);
    return 0;
  },
};

function bodyOf(operand: string): Readonly<Record<string, string>> {
  const [deviceType = '', brand = '', model = '', revision = '', locale = '', version = '', ...more] =
    operand.split('/');
  if (version === '' || more.length > 0) throw new HarnessError('USAGE', { detail: `"${operand}" is not ${FORM}` });
  return { deviceType, brand, model, revision, locale, version };
}
