/** Exit codes of the command line: 1 a scenario failed, 2 usage or invalid scenario, 3 environment, 4 internal. */
export type ExitCode = 1 | 2 | 3 | 4;

/** One row of the error table. `{name}` in a text is replaced by the detail of that name. */
export interface ErrorEntry {
  /** What happened, one sentence. */
  readonly sentence: string;
  /** What to do about it, one sentence. */
  readonly action: string;
  readonly exit: ExitCode;
}

/** Keeps the literal code names of a part of the table while checking its rows. */
export function entries<const T extends Record<string, ErrorEntry>>(part: T): T {
  return part;
}
