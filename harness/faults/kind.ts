import type { z } from 'zod';
import type { FaultPoint, FaultPoints, PointsFor } from './points.js';
import type { FaultResources, FaultShapes } from './resources.js';

/** One kind of fault: its word in a scenario, what it may be told, and what it makes. */
export interface FaultKind<Made = FaultPoints[keyof FaultPoints], Schema extends z.ZodObject = z.ZodObject> {
  /** Its word, unique at each of its points. */
  readonly do: string;
  readonly at: readonly PointsFor<Made>[];
  /** Of its own parameters; strict, each described. */
  schema(shapes: FaultShapes): Schema;
  /** What it is, for a list. */
  readonly summary: string;
  /** Parameters that make sense, as written in a scenario. */
  readonly example: z.input<Schema>;
  /** What it does with these parameters, one sentence. */
  explain(parameters: z.output<Schema>): string;
  make(parameters: z.output<Schema>, resources: FaultResources): Made;
}

/** A kind at whichever point. */
export type AnyFaultKind = { [P in FaultPoint]: FaultKind<FaultPoints[P]> }[FaultPoint];

/** Keeps a kind's own parameter types while it is written down. */
export function faultKind<Made>() {
  return <Schema extends z.ZodObject>(kind: FaultKind<Made, Schema>): FaultKind<Made> =>
    // Parameters reach a kind only after its own schema has parsed them.
    kind as unknown as FaultKind<Made>;
}
