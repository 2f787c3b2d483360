import { readFileSync } from 'node:fs';
import { certificatesOfFile, normalThumbprint } from '../../../deployment/index.js';
import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { trustedCaLine } from './trusted-ca-line.js';

export const trustedCaAdd: Command = {
  name: 'web-services trusted-ca add',
  usage: 'web-services trusted-ca add FILE|THUMBPRINT... --store STORE [options]',
  help: [],
  options: { ...CONTROL_OPTIONS, store: { type: 'string' }, json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    const store = text(options, 'store');
    if (operands.length === 0 || store === undefined) {
      throw new HarnessError('USAGE', { detail: 'trusted-ca add needs a file or a thumbprint, and --store' });
    }
    const bodies = (await Promise.all(operands.map((operand) => bodiesOf(operand, store)))).flat();
    const control = controlClient(options);
    const added: unknown[] = [];
    for (const body of bodies) {
      const answer = await control.post('/v1/web-services/trusted-ca/add', body);
      added.push(...(Array.isArray(answer.added) ? answer.added : []));
    }
    if (flag(options, 'json')) writeJson(terminal, { added });
    else terminal.stdout.write(added.map((entry) => `added ${trustedCaLine(entry)}\n`).join(''));
    return 0;
  },
};

/** Forty hex digits are a thumbprint, everything else is a file. */
async function bodiesOf(operand: string, store: string): Promise<Readonly<Record<string, string>>[]> {
  const thumbprint = normalThumbprint(operand);
  if (thumbprint !== undefined) return [{ store, thumbprint }];
  let data: Buffer;
  try {
    data = readFileSync(operand);
  } catch (error) {
    throw new HarnessError('FILE_UNREADABLE', { file: operand, detail: (error as Error).message }, { cause: error });
  }
  const certificates = await certificatesOfFile(data, operand);
  return certificates.map((certificate) => ({ store, certificate: certificate.toString('base64') }));
}
