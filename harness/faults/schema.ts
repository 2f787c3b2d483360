import { z } from 'zod';
import { nearest } from '../foundation/nearest.js';
import { type FaultPoint, faultPoints } from './points.js';
import type { FaultShapes } from './resources.js';
import { faultsAt, faultTable } from './table.js';
import { type When, whenSchema } from './when.js';

/** A fault as a scenario writes it, checked; its own parameters stand beside these keys. */
export interface FaultSpec {
  readonly at: FaultPoint;
  readonly do: string;
  readonly when?: When | undefined;
  readonly [parameter: string]: unknown;
}

const points = Object.keys(faultPoints) as FaultPoint[];

/** One fault of a scenario. Errors name the valid points, and the faults valid at the point. */
export function faultSchema(shapes: FaultShapes): z.ZodType<FaultSpec, unknown> {
  const branches = alike(points).map((group) => atPoints(group, shapes));
  const union = z.discriminatedUnion('at', nonEmpty(branches), {
    error: ({ code, input }) =>
      code === 'invalid_union'
        ? `${meant(input, 'at', points)}a fault stands at one of ${points.join(', ')}`
        : undefined,
  });
  // What the branches give is what FaultSpec says, which a union made from a table cannot express.
  return union as unknown as z.ZodType<FaultSpec, unknown>;
}

/** Points with the same faults together: the published schema has each fault of theirs once. */
function alike(all: readonly FaultPoint[]): FaultPoint[][] {
  const groups = new Map<string, FaultPoint[]>();
  for (const point of all) {
    const key = faultsAt(point)
      .map((kind) => faultTable.indexOf(kind))
      .join(' ');
    groups.set(key, [...(groups.get(key) ?? []), point]);
  }
  return [...groups.values()];
}

function atPoints(group: readonly FaultPoint[], shapes: FaultShapes) {
  const [first] = group;
  const kinds = first === undefined ? [] : faultsAt(first);
  const words = kinds.map((kind) => kind.do);
  const branches = kinds.map((kind) =>
    z
      .strictObject({
        at: z.literal(group),
        do: z.literal(kind.do),
        when: whenSchema.optional(),
        ...kind.schema(shapes).shape,
      })
      .describe(kind.summary),
  );
  return z.discriminatedUnion('do', nonEmpty(branches), {
    error: ({ code, input }) =>
      code === 'invalid_union'
        ? `${meant(input, 'do', words)}a fault at ${placeIn(input)} is one of ${words.join(', ')}`
        : undefined,
  });
}

/** `did you mean "alert"? `, where what stands under the key is near a word there is. */
function meant(fault: unknown, key: 'at' | 'do', words: readonly string[]): string {
  const given = typeof fault === 'object' && fault !== null && Object.hasOwn(fault, key) ? Reflect.get(fault, key) : '';
  const near = typeof given === 'string' ? nearest(given, words) : undefined;
  return near === undefined ? '' : `did you mean "${near}"? `;
}

function placeIn(fault: unknown): string {
  return typeof fault === 'object' && fault !== null && 'at' in fault ? String(fault.at) : '';
}

function nonEmpty<T>(items: readonly T[]): [T, ...T[]] {
  const [first, ...rest] = items;
  if (first === undefined) throw new RangeError('every point has at least one fault');
  return [first, ...rest];
}
