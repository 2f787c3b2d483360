import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, text, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';

export const updateTestDevice: Command = {
  name: 'update test-device',
  usage: 'update test-device --mac MAC | --serial SERIAL [--remove] [options]',
  help: [],
  options: {
    ...CONTROL_OPTIONS,
    mac: { type: 'string' },
    serial: { type: 'string' },
    remove: { type: 'boolean' },
    json: { type: 'boolean' },
  },
  run: async (options, _operands, terminal) => {
    const [mac, serial] = [text(options, 'mac'), text(options, 'serial')];
    if ((mac === undefined) === (serial === undefined)) {
      throw new HarnessError('USAGE', { detail: 'update test-device needs --mac or --serial' });
    }
    const device = mac === undefined ? { serial } : { mac };
    const body = { ...device, remove: flag(options, 'remove') };
    const answer = await controlClient(options).post('/v1/update/test-device', body);
    if (flag(options, 'json')) writeJson(terminal, answer);
    else {
      const devices = Array.isArray(answer.testDevices) ? answer.testDevices : [];
      terminal.stdout.write(
        `${devices.length === 0 ? 'There is no test device.' : devices.map(testDeviceLine).join('\n')}\n`,
      );
    }
    return 0;
  },
};

export function testDeviceLine(device: unknown): string {
  const { mac, serial } = device as { readonly mac?: string; readonly serial?: string };
  return mac === undefined ? `test device, serial number ${serial}` : `test device, MAC address ${mac}`;
}
