import { HarnessError } from '../../foundation/errors/index.js';

/** A SIP text that breaks its grammar. */
export function invalidSip(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The SIP message', place, detail });
}
