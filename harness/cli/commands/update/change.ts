import { HarnessError } from '../../../foundation/errors/index.js';
import { type Command, flag, writeJson } from '../../command.js';
import { CONTROL_OPTIONS, controlClient } from '../../options/control.js';
import { ruleLine } from './rule-line.js';

/** `approve`, `reset` and `restore` differ in nothing but their word. */
export function updateChange(verb: 'approve' | 'reset' | 'restore'): Command {
  return {
    name: `update ${verb}`,
    usage: `update ${verb} RULE... [options]`,
    help: [],
    options: { ...CONTROL_OPTIONS, json: { type: 'boolean' } },
    run: async (options, ids, terminal) => {
      if (ids.length === 0) throw new HarnessError('USAGE', { detail: `update ${verb} needs the id of a rule` });
      const control = controlClient(options);
      const rules: unknown[] = [];
      for (const id of ids) rules.push((await control.post(`/v1/update/${verb}`, { id: guidOf(id) })).rule);
      if (flag(options, 'json')) writeJson(terminal, { rules });
      else terminal.stdout.write(`${rules.map(ruleLine).join('\n')}\n`);
      return 0;
    },
  };
}

/** An identity ends with the GUID. */
function guidOf(id: string): string {
  return id.split('/').at(-1) ?? id;
}
