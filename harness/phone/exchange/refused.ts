import { HarnessError } from '../../foundation/errors/index.js';

/** Exchange was reached and did not help. */
export function refusedByExchange(what: string, detail: string): HarnessError {
  return new HarnessError('PHONE_EXCHANGE_REFUSED', { what, detail });
}
