/** Before the first try to come back (inferred; what phones do is unknown). */
export const FIRST_RECONNECT_MS = 5_000;
/** The longest pause between tries (inferred). */
export const LONGEST_RECONNECT_MS = 300_000;

/** Milliseconds before the n-th try, from 1: doubled each time. */
export function reconnectDelay(attempt: number): number {
  return Math.min(FIRST_RECONNECT_MS * 2 ** (attempt - 1), LONGEST_RECONNECT_MS);
}
