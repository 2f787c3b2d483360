import { HarnessError } from '../foundation/errors/index.js';
import type { Scenario, Variant } from './scenario.js';

/** @throws HarnessError USAGE, with the names there are */
export function variantNamed(scenario: Scenario, name: string): Variant {
  const variant = scenario.variants.find((candidate) => candidate.name === name);
  if (variant) return variant;
  const known = scenario.variants.map((candidate) => `"${candidate.name}"`).join(', ');
  throw new HarnessError('USAGE', { detail: `${scenario.id} has no variant "${name}" (it has ${known})` });
}
