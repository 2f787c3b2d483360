import { HarnessError } from '../../foundation/errors/index.js';

export function invalidSoap(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The SOAP message', place, detail });
}
