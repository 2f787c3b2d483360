import type { Mutant } from './mutant.js';

const tests = ['test/cli/compare.test.js'];
const saved = 'harness/scenario/lab/saved-run.js';

export const mutants: readonly Mutant[] = [
  {
    name: 'of several phones any one is taken',
    file: saved,
    find: 'device === undefined && others.length > 0',
    replace: 'false',
    tests,
  },
  {
    name: 'a phone the journal does not have is none of its business',
    file: saved,
    find: 'device !== undefined && !devices.has(device)',
    replace: 'false',
    tests,
  },
  { name: 'the runs of all variants are one', file: saved, find: 'parts.push(', replace: 'void (', tests },
  {
    name: 'the last variant counts, whoever came',
    file: saved,
    find: 'variants.findLast(({ of }) => seenOf(of).some((event) => event.device === chosen))',
    replace: 'variants.at(-1)',
    tests,
  },
  { name: 'any event type is one', file: saved, find: 'isEventType(String(type))', replace: 'true', tests },
  {
    name: 'an event that is not as its type breaks the command',
    file: 'harness/scenario/lab/compare.js',
    find: '!(error instanceof TypeError)',
    replace: 'true',
    tests,
  },
  {
    name: 'the emulated phone runs another variant than is named',
    file: 'harness/cli/commands/compare.js',
    find: "text(options, 'variant') ?? run.served?.variant",
    replace: 'run.served?.variant',
    tests,
  },
];
