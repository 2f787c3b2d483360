import { HarnessError } from '../../foundation/errors/index.js';

export function invalidNtlm(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what: 'The NTLM message', place, detail });
}

export function truncatedNtlm(length: number, place: string): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', { what: 'The NTLM message', length, place });
}
