import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command } from '../../command.js';
import { CONTROL_HELP, CONTROL_OPTIONS } from '../../options/control.js';

/** Loaded when used. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
  publish: async () => (await import('./publish.js')).directoryPublish,
  show: async () => (await import('./show.js')).directoryShow,
};

export const directoryCommand: Command = {
  name: 'directory',
  usage: 'directory publish FILE RootCA|SubCA|NTAuthCA | show [options]',
  help: [
    'Changes Active Directory of a running `mock-lync serve`, as a domain administrator would.',
    '',
    '  publish FILE RootCA    certutil -f -dspublish FILE RootCA: into Certification Authorities and AIA',
    '  publish FILE SubCA     into AIA alone; NTAuthCA: into NTAuthCertificates',
    '                         FILE is PEM, DER or PKCS#7; every certificate in it is published',
    '  show                   the CA certificates below Public Key Services, as ADSI Edit lists them',
    '',
    ...CONTROL_HELP,
    '  --json                 the answer as one line of JSON',
  ],
  options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
  run: async (options, [verb = '', ...operands], terminal) => {
    const load = Object.hasOwn(parts, verb) ? parts[verb] : undefined;
    if (!load) {
      const detail = `directory needs one of ${Object.keys(parts).join(', ')}${verb === '' ? '' : `, not "${verb}"`}`;
      throw new HarnessError('USAGE', { detail });
    }
    return await (await load()).run(options, operands, terminal);
  },
};
