import type { LyncOptions } from '../values.js';

/** The values of options 43 and 120, a line each, to be pasted where bytes are taken. */
export function hex({ option120, option43 }: LyncOptions): string[] {
  return [`43 ${option43.toString('hex')}`, `120 ${option120.toString('hex')}`];
}
