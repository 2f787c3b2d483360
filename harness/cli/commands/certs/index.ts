import { HarnessError } from '../../../foundation/errors/index.js';
import type { Command } from '../../command.js';
import { certsCloneCommand } from './clone.js';
import { certsIssueCommand } from './issue.js';
import { certsShowCommand } from './show.js';

const parts: Readonly<Record<string, Command>> = {
  issue: certsIssueCommand,
  show: certsShowCommand,
  clone: certsCloneCommand,
};

export const certsCommand: Command = {
  name: 'certs',
  usage: `certs ${Object.keys(parts).join('|')} ...`,
  help: Object.values(parts).flatMap(({ help, usage }) => [
    `mock-lync ${usage}`,
    ...help.map((line) => `  ${line}`.trimEnd()),
    '',
  ]),
  options: Object.assign({}, ...Object.values(parts).map(({ options }) => options)),
  run: async (options, [name, ...operands], terminal) => {
    const part = name !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined;
    if (part === undefined) {
      const detail = `certs needs one of ${Object.keys(parts).join(', ')}${name === undefined ? '' : `, not "${name}"`}`;
      throw new HarnessError('USAGE', { detail });
    }
    const stray = Object.keys(options).find((option) => !Object.hasOwn(part.options, option));
    if (stray !== undefined) throw new HarnessError('USAGE', { detail: `${part.name} has no option --${stray}` });
    return await part.run(options, operands, terminal);
  },
};
