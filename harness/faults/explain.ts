import { faultPoints } from './points.js';
import type { FaultSpec } from './schema.js';
import { faultNamed } from './table.js';
import { explainWhen } from './when.js';

/** The fault as a sentence: where, on which occasions, what. */
export function explainFault(spec: FaultSpec): string {
  const { place } = faultPoints[spec.at];
  const what = faultNamed(spec.at, spec.do)?.explain(spec) ?? spec.do;
  return `At ${place}, ${explainWhen(spec.when, spec.at)}: ${what}`;
}
