import { readFileSync, statSync } from 'node:fs';
import { HarnessError } from '../../foundation/errors/index.js';

/** A scenario is a page or two; a megabyte is a mistake. */
export const MAX_SCENARIO_BYTES = 1024 * 1024;

/**
 * The text of a scenario or fragment file.
 * @throws HarnessError SCENARIO_INVALID for one that is too large, FILE_UNREADABLE
 */
export function readScenarioText(file: string): string {
  try {
    const stat = statSync(file);
    if (!stat.isFile()) throw new Error('it is no file');
    if (stat.size > MAX_SCENARIO_BYTES) {
      throw new HarnessError('SCENARIO_INVALID', {
        ...{ file, line: 1, column: 1 },
        detail: 'the file is larger than 1 MiB',
        advice: 'Give a scenario, which is a page or two of YAML',
      });
    }
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error instanceof HarnessError) throw error;
    throw new HarnessError('FILE_UNREADABLE', { file, detail: (error as Error).message }, { cause: error });
  }
}
