import type { StepContext } from '../context.js';

/** Something a signed-in phone does from time to time. */
export interface Duty {
  readonly name: string;
  /** Clock milliseconds; undefined while there is nothing to do. */
  dueAt(context: StepContext): number | undefined;
  /** Does it, and tells what came of it; a text for the journal, nothing where it is not worth a line. */
  run(context: StepContext): Promise<string | undefined>;
}
