import { HarnessError } from '../../../foundation/errors/index.js';
import { flag, type OptionValues, type Terminal, text, writeJson } from '../../command.js';
import { explain43, explain120, valueFromHex } from '../../option43/explain.js';

/** Gives 1 when something is wrong with the value. Errors: USAGE. */
export async function decode(options: OptionValues, hex: readonly string[], terminal: Terminal): Promise<number> {
  const given = text(options, 'option');
  if (given !== undefined && given !== '43' && given !== '120') {
    throw new HarnessError('USAGE', { detail: `--option "${given}" is neither 43 nor 120` });
  }
  const { option, value } = valueFromHex(hex.join(' '), given === undefined ? undefined : given === '43' ? 43 : 120);
  const explained = option === 43 ? explain43(value) : explain120(value);
  if (flag(options, 'json')) writeJson(terminal, explained);
  else {
    terminal.stdout.write(`Option ${option}, ${value.length} bytes\n`);
    for (const line of explained.lines) terminal.stdout.write(`  ${line}\n`);
    for (const problem of explained.problems) terminal.stdout.write(`  ! ${problem}\n`);
    if (explained.problems.length === 0) terminal.stdout.write('  nothing wrong with it\n');
  }
  return explained.problems.length === 0 ? 0 : 1;
}
