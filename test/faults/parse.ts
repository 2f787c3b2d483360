import { type FaultSpec, faultSchema } from '../../harness/faults/index.js';
import { faultShapes } from '../../harness/scenario/schema/scenario.js';

const schema = faultSchema(faultShapes);

/** A fault as the scenario's schema would give it. */
export function parsed(fault: Record<string, unknown>): FaultSpec {
  return schema.parse(fault);
}

/** What the schema says against it. */
export function complaints(fault: unknown): string[] {
  const result = schema.safeParse(fault);
  return result.success ? [] : result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}
