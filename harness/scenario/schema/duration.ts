import { z } from 'zod';

const UNITS_MS = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;
/** The longest a scenario waits: a year shows every certificate come to its end. */
const MAX_DAYS = 366;

/** A span of scenario time in a scenario file: `9h`, `30m`, `45s`, `2d`, or ISO 8601 (`PT9H`, `P1DT30M`). */
export const durationSchema = z
  .string()
  .regex(
    /^(\d{1,8}[smhd]|P(?=\d|T\d)(\d{1,4}D)?(T(?=\d)(\d{1,5}H)?(\d{1,6}M)?(\d{1,8}S)?)?)$/,
    'a time like 9h, 30m, 45s, 2d or PT9H',
  )
  .refine((text) => durationMs(text) <= MAX_DAYS * UNITS_MS.d, `not more than ${MAX_DAYS} days`);

/** Milliseconds of a text that `durationSchema` accepts. */
export function durationMs(text: string): number {
  let ms = 0;
  for (const [, number, unit = ''] of text.toLowerCase().matchAll(/(\d+)([smhd])/g)) {
    ms += Number(number) * (UNITS_MS[unit as keyof typeof UNITS_MS] ?? 0);
  }
  return ms;
}
