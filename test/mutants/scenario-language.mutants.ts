import type { Mutant } from './mutant.js';

const composing = ['test/scenario/compose.test.js'];
const kinds = ['test/scenario/expectation-kinds.test.js'];
const changes = ['test/scenario/changes.test.js'];
const words = ['test/foundation/nearest.test.js'];
const control = ['test/lab/live-changes-control.test.js'];
const composition = 'harness/scenario/compose/composition.js';
const ancestry = 'harness/scenario/compose/ancestry.js';
const combinations = 'harness/scenario/compose/combinations.js';
const events = 'harness/scenario/expectations/events.js';
const plan = 'harness/scenario/changes/plan.js';

const examining = ['test/scenario/problems.test.js'];
const validating = ['test/cli/program.test.js'];
const sieve = 'harness/scenario/compose/sift.js';
const without = 'harness/scenario/compose/without.js';
const found = 'harness/scenario/compose/problems.js';

const expectedFields = ['test/scenario/event-fields.test.js'];
const eventFields = 'harness/scenario/schema/event-fields.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'a field that events of a type never have can be expected of one',
    file: eventFields,
    find: 'z.strictObject(',
    replace: 'z.looseObject(',
    tests: expectedFields,
  },
  {
    name: 'a word that a field never holds can be expected of it',
    file: eventFields,
    find: 'z.enum(words)',
    replace: 'z.string()',
    tests: expectedFields,
  },
  {
    name: 'what an earlier event held cannot be expected of a field that is no text',
    file: eventFields,
    find: 'z.union([schema, reference]',
    replace: 'z.union([schema, z.never()]',
    tests: expectedFields,
  },
  {
    name: 'a field that a captured event never has is not minded',
    file: 'harness/scenario/schema/references.js',
    find: 'fields.includes(field)',
    replace: 'true',
    tests: expectedFields,
  },
  {
    name: 'a file is looked at once: what shows only without its first mistakes is not told',
    file: sieve,
    find: 'round < MAX_ROUNDS',
    replace: 'round < 1',
    tests: examining,
  },
  {
    name: 'what follows from another mistake is told too',
    file: sieve,
    find: '!follows(issue, before)',
    replace: 'true',
    tests: examining,
  },
  {
    name: 'what may be in a base that cannot be read is told as missing',
    file: sieve,
    find: 'incomplete === true',
    replace: 'false',
    tests: examining,
  },
  {
    name: 'what was written under a mistyped name is told as missing',
    file: sieve,
    find: 'problem.meantKey !== undefined',
    replace: 'false',
    tests: examining,
  },
  {
    name: 'an item behind one that is wrong is told at the place of the one before it',
    file: without,
    find: 'indices?.[key] ?? key',
    replace: 'key',
    tests: examining,
  },
  {
    name: 'what is wrong is told in the order in which it was found',
    file: found,
    find: "numberIn(one, 'line') - numberIn(other, 'line')",
    replace: '0',
    tests: examining,
  },
  {
    name: 'a problem is told as often as it is found',
    file: found,
    find: 'this.#found.set(error.message,',
    replace: 'this.#found.set(String(this.#found.size),',
    tests: examining,
  },
  {
    name: 'validate tells the first problem of a file alone',
    file: 'harness/cli/commands/validate.js',
    find: 'errors.slice(0, MAX_TOLD_PROBLEMS)',
    replace: 'errors.slice(0, 1)',
    tests: validating,
  },
  {
    name: 'two letters that are swapped are two mistakes',
    file: 'harness/foundation/nearest.js',
    find: 'if (swapped)',
    replace: 'if (false)',
    tests: words,
  },
  {
    name: 'any word is close to any other',
    file: 'harness/foundation/nearest.js',
    find: 'away <= allowed',
    replace: 'true',
    tests: words,
  },
  {
    name: 'extends may go round in a circle until it is too deep',
    file: ancestry,
    find: 'if (files.has(file))',
    replace: 'if (false)',
    tests: composing,
  },
  {
    name: 'one scenario more may be built upon the others',
    file: ancestry,
    find: 'depth > MAX_DEPTH',
    replace: 'depth > MAX_DEPTH + 1',
    tests: composing,
  },
  {
    name: 'a fragment’s faults replace those there are',
    file: composition,
    find: '[name]: [...before, ...added]',
    replace: '[name]: added',
    tests: composing,
  },
  {
    name: 'a phone’s expectations merge into those of the base',
    file: composition,
    find: 'replaced ? { ...section, expect: own.expect } : section',
    replace: 'section',
    tests: composing,
  },
  {
    name: 'a setting that is null is not left out of in-band provisioning',
    file: composition,
    find: 'keepProvisioned(merged, patch);',
    replace: '',
    tests: composing,
  },
  {
    name: 'excluded combinations are run',
    file: combinations,
    find: '!excluded.some((chosen) => includes(one, chosen))',
    replace: 'true',
    tests: composing,
  },
  {
    name: 'a case of the matrix is about every combination',
    file: combinations,
    find: "includes(one, when) ? [['matrix', 'cases', index]] : []",
    replace: "[['matrix', 'cases', index]]",
    tests: composing,
  },
  {
    name: 'a phone’s own fault may name another device',
    file: 'harness/scenario/schema/whole.js',
    find: 'if (fault.when?.device === undefined)',
    replace: 'if (true)',
    tests: composing,
  },
  {
    name: 'a device nobody has is accepted',
    file: 'harness/scenario/schema/whole.js',
    find: 'macOf(device) !== undefined',
    replace: 'true',
    tests: composing,
  },
  {
    name: 'an event that comes too late is met',
    file: events,
    find: "if (item.within === undefined || after <= durationMs(item.within))\n        return { kind: 'event', status: 'met' };",
    replace: "if (true)\n        return { kind: 'event', status: 'met' };",
    tests: kinds,
  },
  {
    name: 'nothing is captured',
    file: events,
    find: 'progress.captures.set(item.as, found);',
    replace: ';',
    tests: kinds,
  },
  {
    name: 'more than the most is not too many',
    file: events,
    find: 'found.length >= min && found.length <= max',
    replace: 'found.length >= min',
    tests: kinds,
  },
  {
    name: 'whoever comes first in any order keeps its place',
    file: 'harness/scenario/expectations/any-order.js',
    find: 'holder !== undefined && !place(holder, seen)',
    replace: 'holder !== undefined',
    tests: kinds,
  },
  {
    name: 'what is unexpected is not',
    file: 'harness/scenario/expectations/nothing-else.js',
    find: '!expected.some((one) => fits(one, event))',
    replace: 'false',
    tests: kinds,
  },
  {
    name: 'what must never happen counts as expected',
    file: events,
    find: "if (item.kind !== 'never')\n        known",
    replace: 'known',
    tests: kinds,
  },
  {
    name: 'a change that was never made passes',
    file: 'harness/scenario/expectations/judge.js',
    find: 'if (made)',
    replace: 'if (true)',
    tests: kinds,
  },
  {
    name: 'a change is carried out at once, whatever its wait',
    file: plan,
    find: "durationMs(spec.wait ?? '0s')",
    replace: '0',
    tests: changes,
  },
  {
    name: 'a change falls due after the first of its events',
    file: plan,
    find: '(spec.nth ?? 1)',
    replace: '1',
    tests: changes,
  },
  {
    name: 'a change falls due after another device’s event',
    file: plan,
    find: 'spec.device !== undefined && event.device !== spec.device',
    replace: 'false',
    tests: changes,
  },
  {
    name: 'what a change is refused is not told',
    file: plan,
    find: "planned.state = 'failed';",
    replace: "planned.state = 'made';",
    tests: changes,
  },
  {
    name: 'an assigned certificate is not presented',
    file: 'harness/servers/tls-port.js',
    find: 'if (now !== certificate)',
    replace: 'if (false)',
    tests: control,
  },
  {
    name: 'a change of a DHCP option takes the other changes back',
    file: 'harness/pool/dhcp-options.js',
    find: '{ ...this.#changed, ...options }',
    replace: 'options',
    tests: control,
  },
];
