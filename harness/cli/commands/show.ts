import { explainFault } from '../../faults/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { selectScenario, shownPath } from '../../scenario/catalogue.js';
import { explainChange } from '../../scenario/changes/explain.js';
import { explainExpectations } from '../../scenario/expectations/explain.js';
import type { ScenarioPhone, Variant } from '../../scenario/scenario.js';
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
    lines.push(...scenario.variants.flatMap(variantLines));
    terminal.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  },
};

function variantLines(variant: Variant): string[] {
  const { name, summary, needs, clock, phones, faults, changes, expect } = variant;
  const several = phones.length > 1 || !phones[0]?.alone;
  return [
    ...['', name],
    ...(summary ? [`  ${summary}`] : []),
    ...(needs ? ['  Needs the real server certificate when run with a real phone.'] : []),
    ...phones.flatMap((phone) => phoneLines(phone, clock)),
    ...faults.map((fault) => `  Fault: ${explainFault(fault)}`),
    ...changes.map((change) => `  Change: ${explainChange(change)}`),
    ...(several ? explainExpectations(expect).map((sentence) => `  - ${sentence}`) : []),
  ];
}

function phoneLines({ alone, expect, faults, name, powerOn, spec }: ScenarioPhone, clock: string): string[] {
  const who = alone ? 'A' : `${name}, a`;
  const when = powerOn === undefined ? '' : `, switched on after ${powerOn}`;
  return [
    `  ${who} ${spec.model} with firmware ${spec.firmware} signs in by ${spec.signIn} as ${spec.user}${when}; date: ${clock}.`,
    ...faults.map((fault) => `  Fault for ${name} alone: ${explainFault(fault)}`),
    ...explainExpectations(expect).map((sentence) => `  - ${sentence}`),
  ];
}
