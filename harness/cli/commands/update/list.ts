import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { ruleLine } from './rule-line.js';
import { testDeviceLine } from './test-device.js';

const options = { ...CONTROL_OPTIONS, json: { type: 'boolean' } } as const;

export const updateList: Command = {
  name: 'update list',
  usage: 'update list [options]',
  help: [],
  options,
  run: async (given, _operands, terminal) => {
    const answer = await controlClient(given).get('/v1/update');
    if (flag(given, 'json')) writeJson(terminal, answer);
    else {
      const [rules, devices] = [answer.rules, answer.testDevices].map((list) => (Array.isArray(list) ? list : []));
      const lines = [...(rules ?? []).map(ruleLine), ...(devices ?? []).map(testDeviceLine)];
      terminal.stdout.write(`${lines.length === 0 ? 'There is no rule.' : lines.join('\n')}\n`);
    }
    return 0;
  },
};

/** What waits to be approved. */
export const updatePending: Command = {
  name: 'update pending',
  usage: 'update pending [options]',
  help: [],
  options,
  run: async (given, _operands, terminal) => {
    const answer = await controlClient(given).get('/v1/update');
    const all = Array.isArray(answer.rules) ? answer.rules : [];
    const rules = all.filter((rule: { pending?: unknown }) => typeof rule.pending === 'string');
    if (flag(given, 'json')) writeJson(terminal, { rules });
    else terminal.stdout.write(`${rules.length === 0 ? 'Nothing is pending.' : rules.map(ruleLine).join('\n')}\n`);
    return 0;
  },
};
