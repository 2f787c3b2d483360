import { HarnessError } from '../../../foundation/errors/index.js';

/** `2014-10-15` (midnight UTC) or a full ISO 8601 time; today when none is given. Errors: USAGE. */
export function dateFrom(given: string | undefined): Date {
  if (given === undefined) return new Date();
  const date = new Date(given);
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d)?Z)?$/.test(given) || Number.isNaN(date.getTime())) {
    throw new HarnessError('USAGE', {
      detail: `--at "${given}" is not a date such as 2014-10-15 or 2014-10-15T09:00:00Z`,
    });
  }
  return date;
}

/** As `2014-10-15`. */
export function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}
