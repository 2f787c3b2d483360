import { z } from 'zod';
import { nearest } from '../../foundation/nearest.js';
import { eventSentences, eventTypes, isEventType } from '../../journal/index.js';
import { eventKeys } from './event-fields.js';

/** `did you mean …`, and where all of them are. */
export function unknownEvent(name: unknown): string {
  const near = typeof name === 'string' ? nearest(name, eventTypes) : undefined;
  const meant = near === undefined ? '' : `did you mean "${near}"? `;
  return `"${String(name).slice(0, 60)}" is not an event type; ${meant}\`mock-lync schema --events\` lists them`;
}

export const eventTypeSchema = z
  .string()
  .refine(isEventType, { error: ({ input }) => unknownEvent(input) })
  .meta({
    id: 'eventType',
    description: 'A type of event of the journal.',
    // Not `enum`: so each has its sentence, which editors show beside it.
    oneOf: eventTypes.map((type) => ({ const: type, description: eventSentences[type] })),
  });

/** An event type alone, or one with the fields that must be so. */
export const patternSchema = z
  .union([
    eventTypeSchema,
    z.strictObject(eventKeys).refine((value) => Object.keys(value).length === 1, {
      error: 'one event type with its fields',
      params: { by: [] },
    }),
  ])
  .meta({ id: 'eventPattern', description: 'An event: its type, or its type with fields that must be so.' });

export type EventPattern = z.infer<typeof patternSchema>;
