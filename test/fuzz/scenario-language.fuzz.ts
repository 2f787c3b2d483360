import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { nearest } from '../../harness/foundation/nearest.js';
import { eventTypes, fieldsOfEvent } from '../../harness/journal/index.js';
import { bundledFolder } from '../../harness/scenario/bundled-folder.js';
import { examineScenario, parseScenario } from '../../harness/scenario/load.js';
import type { Scenario } from '../../harness/scenario/scenario.js';
import { equal, onlyHarnessErrors } from './promises.js';
import type { FuzzTarget } from './target.js';

const files = [
  'incidents/two-phones-two-states.yaml',
  'incidents/pool-certificate-replaced.yaml',
  'sign-in/firmware-by-path.yaml',
].map((name) => join(bundledFolder, name));
let texts: readonly string[] = [];
function textOf(which: number): string {
  if (texts.length === 0) texts = files.map((file) => readFileSync(file, 'utf8'));
  return texts[which] ?? '';
}

/** A bundled scenario with a piece replaced: what an author mistypes, and what nobody would. */
const documents = fc.record({
  which: fc.nat(files.length - 1),
  place: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.nat(20),
  piece: fc.oneof(
    fc.string({ maxLength: 12 }),
    fc.constantFrom(
      'null',
      '{}',
      '[]',
      '~',
      '&a *a',
      'extends: x\n',
      'phones: {}\n',
      '__proto__: {}',
      '$first',
      '1e999',
    ),
    fc.constantFrom('use: [ pin, pin ]\n', 'matrix: { axes: {} }\n', 'count: -1', '\n- ', '  ', 'never: '),
  ),
});

const file = join(bundledFolder, 'sign-in', 'any.yaml');
/** `FILE:LINE:COLUMN`, or the file alone where there is no such place. */
const place = /any\.yaml(:[1-9]\d*:[1-9]\d*)?/;

/** What a person writes, a piece at a time. */
const written = fc
  .array(
    fc.constantFrom(
      ...[
        'id: a/b',
        'summary: It is so.',
        'clock: now',
        'phone: { model: CX600, firmware: 1.2.3.4, signIn: pin, user: a }',
      ],
      ...['expect: { outcome: signed-in }', 'expect:', '  events:', '    - front-end.signed-in', '    - { any: [ ] }'],
      ...[
        'variants:',
        '  - name: x',
        '    expect: { outcome: sign-in-failed }',
        'phones: { a: {} }',
        'faults: [ { } ]',
      ],
      ...[
        'changes: [ { at: 1s, do: stop } ]',
        'extends: sign-in/pin',
        'matrix: {}',
        'use: [ x ]',
        '- ',
        '\t',
        '? ',
        '%YAML 1.0',
      ],
      ...['deployment: { users: { a: { } } }', 'clock: 2014-11-15', '---', '...', '!!binary x', '<<: *a', '&a x: 1'],
    ),
    { maxLength: 14 },
  )
  .map((lines) => lines.join('\n'));

/** A file that is right, a line a part, and what can be wrong with its lines, each independent of the others. */
const right = [
  'id: a/b',
  'summary: It is so.',
  'clock: now',
  'phone:',
  '  model: CX600',
  '  firmware: 1.2.3.4',
  '  signIn: pin',
  '  user: alice',
  'faults:',
  '  - { at: dns.any, do: drop }',
  '  - { at: ntp.answer, do: drop }',
  'deployment:',
  '  sipDomain: a.test',
  'expect:',
  '  outcome: signed-in',
  '  finding: none',
  'variants:',
  '  - { name: one, phone: { user: jeff } }',
  '  - { name: two, phone: { model: CX700 } }',
];
const mistakes: readonly (readonly [number, string])[] = [
  [0, 'id: A B'],
  [0, 'di: a/b'],
  [1, 'summary: 7'],
  [2, 'clock: noon'],
  [4, '  model: CX60'],
  [4, '  modle: CX600'],
  [5, '  firmware: new'],
  [6, '  signIn: fax'],
  [7, '  user: alcie'],
  [7, '  usr: alice'],
  [9, '  - { at: dns.ayn, do: drop }'],
  [10, '  - { at: ntp.answer, do: drop, when: { device: nobody } }'],
  [12, '  sipDomian: a.test'],
  [14, '  outcome: perhaps'],
  [14, '  outcmoe: signed-in'],
  [15, '  finding: untrusted-rot'],
  [17, '  - { name: one, phone: { user: jef } }'],
  [17, '  - { name: one, phone: { user: jeff }, use: [ nix ] }'],
  [17, '  - { nam: one, phone: { user: jeff } }'],
  [18, '  - { name: two, phone: { model: CX7000 } }'],
  [18, '  - { name: two, phone: { model: CX700 }, expect: { } }'],
];

/** A field of an event and what it is to hold, or one that is written a little otherwise. */
const expectedFields = fc.constantFrom(...eventTypes).chain((type) =>
  fc.record({
    type: fc.constant(type),
    field: fc.oneof(
      fc.constantFrom(...Object.keys(fieldsOfEvent(type))),
      fc.constantFrom(...Object.keys(fieldsOfEvent(type))).map((name) => `${name.slice(1)}x`),
      fc.constantFrom('toString', 'constructor', 'type', 'a.b', ''),
    ),
    value: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom('phone', '$x', [], {}, [1]),
    ),
  }),
);

/** Everything that is wrong with a text: something where loading fails, nothing where it does not, each once, with its place. */
function examined(text: string, name: string, loaded: Scenario | undefined): void {
  const result = onlyHarnessErrors(() => examineScenario(text, name));
  const problems = result && 'problems' in result ? result.problems : [];
  if (!result) throw new Error('examining it fails');
  if ((problems.length === 0) !== (loaded !== undefined)) throw new Error('it loads and has problems, or neither');
  const messages = problems.map(({ message }) => message);
  if (new Set(messages).size !== messages.length) throw new Error('a problem is told twice');
  for (const { action, code, details, message } of problems) {
    if (code === 'INTERNAL' || action === '' || message.includes('\n    at ')) throw new Error(message);
    const placed = Number(details.line) >= 1 && Number(details.column) >= 1;
    if (code === 'SCENARIO_INVALID' && !placed) throw new Error(`without its place: ${message}`);
  }
}

export const targets: readonly FuzzTarget[] = [
  {
    name: 'scenario language: any text is a scenario, or a sentence with its place and what to do',
    property: fc.property(fc.oneof(fc.string({ maxLength: 200 }), written), (text) => {
      try {
        const { id, variants } = parseScenario(text, file);
        if (id === '' || variants.length === 0) throw new Error('it is nothing');
        if ('problems' in examineScenario(text, file)) throw new Error('it loads and has problems');
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code === 'INTERNAL') throw error;
        examined(text, file, undefined);
        if (error.code === 'SCENARIO_INVALID' && !place.test(error.message)) throw new Error(error.message);
        if (error.action === '') throw new Error('it does not say what to do');
      }
    }),
  },
  {
    name: 'scenario language: a document is loaded or refused with its place and what to do',
    property: fc.property(documents, ({ length, piece, place, which }) => {
      const text = textOf(which);
      const at = Math.floor(place * text.length);
      const changed = text.slice(0, at) + piece + text.slice(at + length);
      const scenario = onlyHarnessErrors(() => parseScenario(changed, files[which] ?? 'x.yaml'));
      if (scenario?.variants.some(({ phones }) => phones.length === 0)) throw new Error('nobody to run');
      examined(changed, files[which] ?? 'x.yaml', scenario);
    }),
  },
  {
    name: 'scenario language: of several mistakes in one file each is told, at its line, and nothing else',
    property: fc.property(fc.uniqueArray(fc.nat(mistakes.length - 1), { minLength: 1 }), (which) => {
      const lines = right.map((line, index) => which.find((each) => mistakes[each]?.[0] === index) ?? line);
      const text = lines.map((line) => (typeof line === 'number' ? (mistakes[line]?.[1] ?? '') : line)).join('\n');
      const result = examineScenario(text, file);
      const told = 'problems' in result ? result.problems.map(({ message }) => message) : [];
      const expected = lines.flatMap((line, index) => (typeof line === 'number' ? [`any.yaml:${index + 1}:`] : []));
      const places = told.map((message) => /any\.yaml:\d+:/.exec(message)?.[0] ?? message);
      equal([...places].sort(), [...expected].sort());
    }),
  },
  {
    name: 'scenario language: of an expected event a field is known or told, whatever it is to hold',
    property: fc.property(expectedFields, ({ type, field, value }) => {
      const text = `${right.join('\n')}\n  - name: three\n    expect:\n      outcome: signed-in\n      events:\n        - ${type}: { ${JSON.stringify(field)}: ${JSON.stringify(value)} }\n`;
      const result = examineScenario(text, file);
      const told = 'problems' in result ? result.problems.map(({ message }) => message) : [];
      const isUnknown = told.some((message) => /any\.yaml:24:\d+: unknown key/.test(message));
      if (isUnknown === Object.hasOwn(fieldsOfEvent(type), field)) throw new Error(`${field}: ${told.join(' ')}`);
      if (told.length > 1 || told.some((message) => !message.includes('any.yaml:24:'))) throw new Error(told.join(' '));
    }),
  },
  {
    name: 'scenario language: the nearest word is one of those there are',
    property: fc.property(
      fc.string({ maxLength: 80 }),
      fc.array(fc.string({ maxLength: 80 }), { maxLength: 20 }),
      (word, all) => {
        const near = nearest(word, all);
        if (near !== undefined && !all.includes(near)) throw new Error(`"${near}" is none of them`);
        if (all.includes(word) && near?.slice(0, 64).toLowerCase() !== word.slice(0, 64).toLowerCase()) {
          throw new Error('the word itself is the nearest');
        }
      },
    ),
  },
];
