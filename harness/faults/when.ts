import { z } from 'zod';
import { HarnessError } from '../foundation/errors/index.js';
import { formatMac, parseMac } from '../wire/dhcp/index.js';
import { type FaultPoint, faultPoints } from './points.js';

/** A MAC address as the journal writes it, or a phone's name in the scenario, which a run replaces by its address. */
const device = z.string().transform((text, context) => {
  try {
    return formatMac(parseMac(text));
  } catch (error) {
    if (!(error instanceof HarnessError)) throw error;
    if (/^[a-z][a-z0-9-]{0,39}$/.test(text)) return text;
    context.addIssue({ code: 'custom', message: 'a MAC address such as 00:04:f2:aa:bb:cc, or the name of a phone' });
    return z.NEVER;
  }
});

/** On which occasions a fault is armed. */
export const whenSchema = z
  .strictObject({
    device: device
      .optional()
      .describe('The one device it concerns, by MAC address or by its name in phones; every device when absent.'),
    nth: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('From this occasion of a device on, counted from 1; the first when absent.'),
    times: z
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('On so many occasions of a device; one when nth is given, otherwise all.'),
  })
  .meta({ id: 'when' });

export type When = z.infer<typeof whenSchema>;

/** Whether a fault is armed on a device's occasion, counted from 1. */
export function armedOn(when: When | undefined, device: string | undefined, occasion: number): boolean {
  const first = when?.nth ?? 1;
  const times = when?.times ?? (when?.nth === undefined ? Number.POSITIVE_INFINITY : 1);
  if (when?.device !== undefined && when.device !== device) return false;
  return occasion >= first && occasion < first + times;
}

/** `on the second connection of each device` and the like. */
export function explainWhen(when: When | undefined, point: FaultPoint): string {
  const { occasion } = faultPoints[point];
  const whose = when?.device === undefined ? 'of each device' : `of ${when.device}`;
  const first = when?.nth ?? 1;
  const times = when?.times ?? (when?.nth === undefined ? undefined : 1);
  if (times === undefined) return when?.device === undefined ? `on every ${occasion}` : `on every ${occasion} ${whose}`;
  if (times === 1) return `on the ${ordinal(first)} ${occasion} ${whose}`;
  return `on the ${ordinal(first)} to ${ordinal(first + times - 1)} ${occasion} ${whose}`;
}

const words = ['first', 'second', 'third', 'fourth', 'fifth', 'sixth', 'seventh', 'eighth', 'ninth', 'tenth'];

function ordinal(number: number): string {
  const word = words[number - 1];
  if (word !== undefined) return word;
  const teens = Math.floor((number % 100) / 10) === 1;
  const ending = teens ? 'th' : (['th', 'st', 'nd', 'rd'][number % 10] ?? 'th');
  return `${number}${ending}`;
}
