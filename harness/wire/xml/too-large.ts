import { HarnessError } from '../../foundation/errors/index.js';

/** A document over one of the limits. */
export function tooLarge(limit: string, place: string): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', { what: 'The XML', limit, place });
}
