import type { FaultSpec } from '../faults/index.js';
import type { ScenarioPhone } from './scenario.js';
import type { WholeSpec } from './schema/scenario.js';

/** Name of the phone of a scenario that has one alone. */
export const ONLY_PHONE = 'phone';

/** The phones of a merged scenario, each with its own part of it. */
export function phonesOf({ expect = {}, phone, phones }: WholeSpec): ScenarioPhone[] {
  if (phone) return [{ name: ONLY_PHONE, spec: phone, powerOn: undefined, faults: [], expect, alone: true }];
  return Object.entries(phones ?? {}).map(([name, section]) => {
    const { expect: own = {}, faults = [], powerOn, ...spec } = section;
    return { name, spec, powerOn, faults: faults as readonly FaultSpec[], expect: own, alone: false };
  });
}
