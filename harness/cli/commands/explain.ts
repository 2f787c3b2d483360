import { findingKinds } from '../../diagnosis/index.js';
import { type ErrorCode, type ErrorEntry, errorTable, HarnessError } from '../../foundation/errors/index.js';
import type { Command } from '../command.js';
import { explainFaultKinds } from '../faults.js';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain [CODE|FINDING|fault [POINT [FAULT]]]',
  help: [
    'Explains an error code, a finding or a fault; all of them when none is named.',
    '',
    '  mock-lync explain fault front-end.tls alert   one fault with its parameters',
  ],
  options: {},
  run: async (_options, operands, terminal) => {
    for (const text of explanations(operands)) terminal.stdout.write(`${text}\n`);
    return 0;
  },
};

function explanations(operands: readonly string[]): string[] {
  if (operands[0]?.toLowerCase() === 'fault') return explainFaultKinds(operands[1], operands[2]);
  if (operands.length > 0) return operands.map(explain);
  const names = [...Object.keys(errorTable), ...findingKinds.map(({ id }) => id)];
  return [...names.map(explain), ...explainFaultKinds()];
}

function explain(name: string): string {
  const code = name.toUpperCase();
  if (Object.hasOwn(errorTable, code)) {
    const entry: ErrorEntry = errorTable[code as ErrorCode];
    return `${code}\n  ${entry.sentence}\n  ${entry.action}`;
  }
  const finding = findingKinds.find(({ id }) => id === name.toLowerCase());
  if (finding) return `${finding.id}\n  ${finding.explain()}`;
  throw new HarnessError('USAGE', { detail: `"${name}" is neither an error code nor a finding` });
}
