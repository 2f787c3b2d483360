import { explainFault } from '../../faults/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { selectScenario, shownPath } from '../../scenario/catalogue.js';
import { explainExpectations } from '../../scenario/expectations/explain.js';
import { type Command, flag } from '../command.js';

export const showCommand: Command = {
  name: 'show',
  usage: 'show SCENARIO [--json]',
  help: [
    'Shows a scenario as it runs: every variant merged with the base, and each expectation as a sentence.',
    '',
    '  --json   the merged scenario; PINs and passwords are left out',
  ],
  options: { json: { type: 'boolean' } },
  run: async (options, [selector], terminal) => {
    if (selector === undefined) throw new HarnessError('USAGE', { detail: 'show needs the id or file of a scenario' });
    const scenario = selectScenario(selector);
    if (flag(options, 'json')) {
      const text = JSON.stringify({ ...scenario, file: shownPath(scenario.file) }, (key, value) =>
        key === 'pin' || key === 'password' ? undefined : value,
      );
      terminal.stdout.write(`${text}\n`);
      return 0;
    }
    const lines = [scenario.id, `  ${scenario.summary}`, `  ${shownPath(scenario.file)}`];
    if (scenario.source) lines.push(`  Source: ${scenario.source}`);
    for (const { name, summary, needs, clock, phone, faults, expect } of scenario.variants) {
      lines.push('', `${name}`);
      if (summary) lines.push(`  ${summary}`);
      if (needs) lines.push('  Needs the real server certificate when run with a real phone.');
      lines.push(
        `  A ${phone.model} with firmware ${phone.firmware} signs in by ${phone.signIn} as ${phone.user}; date: ${clock}.`,
      );
      lines.push(...faults.map((fault) => `  Fault: ${explainFault(fault)}`));
      lines.push(...explainExpectations(expect).map((sentence) => `  - ${sentence}`));
    }
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};
