export type { ErrorEntry, ExitCode } from './entry.js';
export { asHarnessError, type ErrorDetails, HarnessError } from './harness-error.js';
export { type ErrorCode, errorTable } from './table.js';
