import type { FaultSpec } from '../faults/index.js';
import { defaultUserNames } from './default-users.js';
import type { Path } from './document.js';
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

const anyPhone: Readonly<Record<string, string>> = {
  model: 'CX600',
  firmware: '4.0.0.0',
  signIn: 'pin',
  user: defaultUserNames[0] ?? '',
};

const anyExpectation: Readonly<Record<string, string>> = { outcome: 'signed-in' };

/** What can stand for something that a merged scenario must have and that is missing at the path. */
export function anyOf(path: Path): string | Readonly<Record<string, string>> | undefined {
  const [part, key, ...below] = path[0] === 'phones' ? ['phone', ...path.slice(2)] : path;
  if (part === 'phone' && key === 'expect') return anyOf([key, ...below]);
  if (part !== 'phone' && part !== 'expect') return undefined;
  const whole = part === 'phone' ? anyPhone : anyExpectation;
  // Of several phones one may be missing altogether.
  if (key === undefined) return path[0] === 'phones' ? undefined : whole;
  return below.length === 0 && typeof key === 'string' && Object.hasOwn(whole, key) ? whole[key] : undefined;
}
