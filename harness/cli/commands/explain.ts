import { findingKinds } from '../../diagnosis/index.js';
import { type ErrorCode, type ErrorEntry, errorTable, HarnessError } from '../../foundation/errors/index.js';
import { nearest } from '../../foundation/nearest.js';
import type { Command } from '../command.js';
import { explainChangeKinds, explainEvents, explainExpectationKinds, explainSteps } from '../explain.js';
import { explainFaultKinds } from '../faults.js';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain [CODE|FINDING|fault [POINT [FAULT]]|change [WORD]|step [NAME]|expectation [KIND]|event [TYPE]]',
  help: [
    'Explains an error code, a finding, a fault, a change, a step of the emulated phone, a kind of expectation or an',
    'event of the journal; all of them when none is named.',
    '',
    '  mock-lync explain fault front-end.tls alert   one fault with its parameters',
    '  mock-lync explain change swap-certificate     one change with its parameters',
  ],
  options: {},
  run: async (_options, operands, terminal) => {
    for (const text of explanations(operands)) terminal.stdout.write(`${text}\n`);
    return 0;
  },
};

/** What is explained by a word before its name. */
const families: Readonly<Record<string, (name?: string, more?: string) => string[]>> = {
  fault: explainFaultKinds,
  change: explainChangeKinds,
  step: explainSteps,
  expectation: explainExpectationKinds,
  event: explainEvents,
};

function explanations(operands: readonly string[]): string[] {
  const [first = '', name, more] = operands;
  const family = Object.hasOwn(families, first.toLowerCase()) ? families[first.toLowerCase()] : undefined;
  if (family) return family(name, more);
  if (operands.length > 0) return operands.map(explain);
  const names = [...Object.keys(errorTable), ...findingKinds.map(({ id }) => id)];
  return [...names.map(explain), ...Object.values(families).flatMap((each) => each())];
}

function explain(name: string): string {
  const code = name.toUpperCase();
  if (Object.hasOwn(errorTable, code)) {
    const entry: ErrorEntry = errorTable[code as ErrorCode];
    return `${code}\n  ${entry.sentence}\n  ${entry.action}`;
  }
  const finding = findingKinds.find(({ id }) => id === name.toLowerCase());
  if (finding) return `${finding.id}\n  ${finding.explain()}`;
  const near = nearest(name, [...Object.keys(errorTable), ...findingKinds.map(({ id }) => id)]);
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  throw new HarnessError('USAGE', { detail: `"${name}" is neither an error code nor a finding${meant}` });
}
