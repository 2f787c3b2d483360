import { findingKinds } from '../../diagnosis/index.js';
import { type ErrorCode, type ErrorEntry, errorTable, HarnessError } from '../../foundation/errors/index.js';
import type { Command } from '../command.js';

export const explainCommand: Command = {
  name: 'explain',
  usage: 'explain [CODE|FINDING]',
  help: ['Explains an error code or a finding; all of them when none is named.'],
  options: {},
  run: async (_options, operands, terminal) => {
    const wanted = operands.length === 0 ? [...Object.keys(errorTable), ...findingKinds.map(({ id }) => id)] : operands;
    for (const name of wanted) terminal.stdout.write(`${explain(name)}\n`);
    return 0;
  },
};

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
