import { randomBytes } from 'node:crypto';
import { HarnessError } from '../../foundation/errors/index.js';

/** The seed given, or a new one; it is printed, so that a run can be repeated. */
export function seedFrom(given: string | undefined): string {
  if (given === undefined) return randomBytes(4).toString('hex');
  if (!/^[\w-]{1,64}$/.test(given)) {
    throw new HarnessError('USAGE', { detail: `--seed "${given}" is not 1 to 64 letters, digits, _ or -` });
  }
  return given;
}
