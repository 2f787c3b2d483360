import { z } from 'zod';
import { nearest } from '../../foundation/nearest.js';
import {
  type EventType,
  eventSentences,
  eventTypes,
  type FieldKind,
  fieldsOfEvent,
  headFields,
} from '../../journal/index.js';

/** Fields of an event that must be so, by name. */
export type Fields = Readonly<Record<string, unknown>>;

/** A value of an earlier event that was captured, in the place of any value: `$name`, `$name.field`. */
const reference = z
  .string()
  // Aborted, so that what is told of another text is what the field holds.
  .regex(/^\$[^$]/, { error: '$name or $name.field of an earlier event', abort: true })
  .meta({ id: 'ofEarlierEvent', description: 'What an earlier event held, captured with `as`: $name, $name.field.' });

/** What a field can be expected to hold: what it ever holds, or what an earlier event held. */
function valueSchema(field: FieldKind): z.ZodType {
  switch (field.kind) {
    case 'text':
      return z.string();
    case 'text-or-null':
      return z.string().nullable();
    case 'number':
      return orReference(z.number(), 'a number');
    case 'flag':
      return orReference(z.boolean(), 'true or false');
    case 'words':
      return wordsSchema(field.all);
    case 'list':
      return orReference(z.array(valueSchema(field.item)), 'a list');
    case 'parts':
      return orReference(partsSchema(field.parts), 'an object with some of its fields');
    case 'named':
      return orReference(z.record(z.string(), z.unknown()), 'an object');
  }
}

function orReference(schema: z.ZodType, what: string): z.ZodType {
  return z.union([schema, reference], { error: `${what}, or $name of an earlier event` });
}

function wordsSchema(words: readonly string[]): z.ZodType {
  return z.union([z.enum(words), reference], {
    error: ({ input }) => {
      const near = typeof input === 'string' ? nearest(input, words) : undefined;
      const meant = near === undefined ? '' : `did you mean "${near}"? `;
      return `${meant}it is always one of ${words.join(', ')}`;
    },
  });
}

function partsSchema(parts: Readonly<Record<string, FieldKind>>): z.ZodType<Fields> {
  const shape = Object.entries(parts).map(([name, field]) => [
    name,
    (ofHead.get(field) ?? described(field)).optional(),
  ]);
  return z.strictObject(Object.fromEntries(shape));
}

function described(field: FieldKind): z.ZodType {
  const schema = valueSchema(field);
  return field.says === undefined ? schema : schema.describe(field.says);
}

/** Those that every event has: named, so that the published schema has each once. */
const ofHead = new Map<FieldKind, z.ZodType>(
  Object.entries(headFields).map(([name, field]) => [field, described(field).meta({ id: `event-${name}` })]),
);

/** What of an event must be so; objects are compared in part, everything else exactly. Its type’s own fields alone. */
function fieldsSchema(type: EventType): z.ZodType<Fields> {
  return partsSchema(fieldsOfEvent(type)).meta({ id: `fields-${type}` });
}

/**
 * Each event type as a key with its sentence, so that an editor completes them and tells what they are. Its fields are put
 * together when a scenario first expects one: of a hundred types most never are.
 */
export const eventKeys = Object.fromEntries(
  eventTypes.map((type) => [
    type,
    z
      .lazy(() => fieldsSchema(type))
      .optional()
      .describe(eventSentences[type]),
  ]),
) as Record<EventType, z.ZodOptional<z.ZodLazy<z.ZodType<Fields>>>>;
