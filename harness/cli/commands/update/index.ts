import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command } from '../../command.js';
import { CONTROL_HELP, CONTROL_OPTIONS } from '../../options/control.js';

/** Loaded when used. */
const parts: Readonly<Record<string, () => Promise<Command>>> = {
  import: async () => (await import('./import.js')).updateImport,
  approve: async () => (await import('./change.js')).updateChange('approve'),
  pending: async () => (await import('./list.js')).updatePending,
  reset: async () => (await import('./change.js')).updateChange('reset'),
  restore: async () => (await import('./change.js')).updateChange('restore'),
  'test-device': async () => (await import('./test-device.js')).updateTestDevice,
  'clear-logs': async () => (await import('./clear-logs.js')).updateClearLogs,
  list: async () => (await import('./list.js')).updateList,
};

export const updateCommand: Command = {
  name: 'update',
  usage: 'update import|approve|pending|reset|restore|test-device|clear-logs|list ... [options]',
  help: [
    'Changes the device update service of a running `mock-lync serve`, as an administrator would.',
    '',
    '  import UCPhone/BRAND/MODEL/REVISION/LOCALE/VERSION... [--web-service FQDN]   Import-CsDeviceUpdate: pending',
    '  approve RULE...        Approve-CsDeviceUpdateRule: what is pending is for every such device',
    '  pending                the rules in which something waits to be approved',
    '  reset RULE...          Reset-CsDeviceUpdateRule: what is pending is given up',
    '  restore RULE...        Restore-CsDeviceUpdateRule: back to what was approved before',
    '  test-device --mac MAC | --serial SERIAL [--remove]   New-CsTestDevice: gets what is pending',
    '  clear-logs [--days N]  Clear-CsDeviceUpdateLog: logs that devices left so many days ago and earlier',
    '  list                   rules, by the id that names them, and test devices',
    '',
    'What is offered in the end are synthetic images (serve --synthetic-images) or a vendor’s package',
    '(serve --firmware-package); without either, rules change and no phone is offered anything.',
    '',
    ...CONTROL_HELP,
    '  --json                 the answer as one line of JSON',
  ],
  options: {
    ...CONTROL_OPTIONS,
    'web-service': { type: 'string' },
    days: { type: 'string' },
    mac: { type: 'string' },
    serial: { type: 'string' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async (options, [verb = '', ...operands], terminal) => {
    const load = Object.hasOwn(parts, verb) ? parts[verb] : undefined;
    if (!load) {
      const detail = `update needs one of ${Object.keys(parts).join(', ')}${verb === '' ? '' : `, not "${verb}"`}`;
      throw new HarnessError('USAGE', { detail });
    }
    const part = await load();
    const stray = Object.keys(options).find((option) => !Object.hasOwn(part.options, option));
    if (stray !== undefined) throw new HarnessError('USAGE', { detail: `${part.name} has no option --${stray}` });
    return await part.run(options, operands, terminal);
  },
};
