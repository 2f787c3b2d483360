import { z } from 'zod';
import { nearest } from '../../foundation/nearest.js';
import { type EventType, eventTypes, isEventType } from '../../journal/index.js';

/** `did you mean …`, and where all of them are. */
export function unknownEvent(name: unknown): string {
  const near = typeof name === 'string' ? nearest(name, eventTypes) : undefined;
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  return `"${String(name).slice(0, 60)}" is not an event type; ${meant}\`mock-lync schema --events\` lists them`;
}

export const eventTypeSchema = z
  .string()
  .refine(isEventType, { error: ({ input }) => unknownEvent(input) })
  .meta({ id: 'eventType', description: 'A type of event of the journal.', enum: eventTypes });

/** What of an event must be so; objects are compared in part, everything else exactly. */
const fieldsSchema = z.record(z.string(), z.unknown());

/** Each event type as a key, so that an editor completes them. */
const fields = fieldsSchema.optional();
export const eventKeys = Object.fromEntries(eventTypes.map((type) => [type, fields])) as Record<
  EventType,
  typeof fields
>;

/** An event type alone, or one with the fields that must be so. */
export const patternSchema = z
  .union([
    eventTypeSchema,
    z.strictObject(eventKeys).refine((value) => Object.keys(value).length === 1, 'one event type with its fields'),
  ])
  .meta({ id: 'eventPattern', description: 'An event: its type, or its type with fields that must be so.' });

export type EventPattern = z.infer<typeof patternSchema>;
