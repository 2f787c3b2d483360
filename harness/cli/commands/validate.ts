import { asHarnessError, type HarnessError } from '../../foundation/errors/index.js';
import { selectFiles, shownPath } from '../../scenario/catalogue.js';
import { MAX_PROBLEMS } from '../../scenario/compose/problems.js';
import { examineFile } from '../../scenario/load.js';
import { type Command, flag, type Terminal, writeJson } from '../command.js';

/** Problems of one file told in full; who has mended so many looks again. */
export const MAX_TOLD_PROBLEMS = 50;

export const validateCommand: Command = {
  name: 'validate',
  usage: 'validate [SCENARIO...] [--json]',
  help: [
    'Checks scenario files; all bundled ones when none is named. Tells everything that is wrong with each, with its line',
    'and column: first what a file says wrong by itself, then what is wrong with what comes of it and its variants.',
  ],
  options: { json: { type: 'boolean' } },
  run: async (options, operands, terminal) => {
    const results = check(operands);
    if (flag(options, 'json')) writeJson(terminal, results);
    else for (const result of results) tell(result, terminal);
    return results.some(({ error }) => error) ? 2 : 0;
  },
};

interface Told {
  readonly code: string;
  readonly sentence: string;
  readonly action: string;
  /** Where it is; absent where it is no place in a file. */
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
}

interface Result {
  readonly name: string;
  /** The first of the problems. */
  readonly error?: Told;
  readonly problems?: readonly Told[];
  /** Problems beyond those told. */
  readonly more?: number;
}

/** Each selector on its own: one that selects nothing leaves the others their check. */
function check(operands: readonly string[]): Result[] {
  const done = new Set<string>();
  return (operands.length === 0 ? ['*'] : operands).flatMap((selector): Result[] => {
    try {
      const files = selectFiles([selector]).filter((file) => !done.has(file));
      for (const file of files) done.add(file);
      return files.map(checkFile);
    } catch (thrown) {
      return [{ name: selector, ...failed([asHarnessError(thrown)]) }];
    }
  });
}

function checkFile(file: string): Result {
  const examined = examineFile(file);
  return { name: shownPath(file), ...('problems' in examined && failed(examined.problems)) };
}

function failed(errors: readonly HarnessError[]): Omit<Result, 'name'> {
  const problems = errors.slice(0, MAX_TOLD_PROBLEMS).map(toldOf);
  const [error] = problems;
  const more = errors.length - problems.length;
  return { ...(error && { error }), problems, ...(more > 0 && { more }) };
}

function toldOf({ action, code, details, message: sentence }: HarnessError): Told {
  const { column, file, line } = details;
  return {
    ...{ code, sentence, action },
    ...(typeof file === 'string' && { file }),
    ...(typeof line === 'number' && { line }),
    ...(typeof column === 'number' && { column }),
  };
}

function tell({ more = 0, name, problems = [] }: Result, { stderr, stdout }: Terminal): void {
  for (const { action, sentence } of problems) stderr.write(`${sentence}\n  ${action}\n`);
  if (problems.length === 0) stdout.write(`valid  ${name}\n`);
  if (more === 0) return;
  // The loader stops looking there.
  const least = problems.length + more >= MAX_PROBLEMS ? 'at least ' : '';
  stderr.write(`and ${least}${more} more in ${name}\n`);
}
