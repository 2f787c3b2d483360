import { HarnessError } from '../../foundation/errors/index.js';

const what = 'The LDAP message';

export function invalidLdap(place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what, place, detail });
}

export function tooLarge(place: string, limit: string): HarnessError {
  return new HarnessError('WIRE_TOO_LARGE', { what, place, limit });
}

export function truncated(place: string, length: number): HarnessError {
  return new HarnessError('WIRE_TRUNCATED', { what, place, length });
}
