import type { ErrorEntry, ExitCode } from './entry.js';
import { type ErrorCode, errorTable } from './table.js';

/** Values for the `{name}` places of an error's texts. Never a secret. */
export type ErrorDetails = Readonly<Record<string, string | number>>;

/** An error the harness foresaw: a stable code, what happened, and what to do. */
export class HarnessError extends Error {
  override readonly name = 'HarnessError';
  readonly code: ErrorCode;
  readonly action: string;
  readonly exit: ExitCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, details: ErrorDetails = {}, options?: ErrorOptions) {
    const entry: ErrorEntry = errorTable[code];
    super(fill(entry.sentence, details), options);
    this.code = code;
    this.action = fill(entry.action, details);
    this.exit = entry.exit;
    this.details = details;
  }
}

/** Any thrown value as a HarnessError; what nobody foresaw becomes INTERNAL. */
export function asHarnessError(thrown: unknown): HarnessError {
  if (thrown instanceof HarnessError) return thrown;
  const detail = thrown instanceof Error ? thrown.message : String(thrown);
  return new HarnessError('INTERNAL', { detail }, { cause: thrown });
}

function fill(text: string, details: ErrorDetails): string {
  return text.replace(/\{([a-zA-Z]+)\}/g, (_, name: string) => String(details[name] ?? `(${name})`));
}
