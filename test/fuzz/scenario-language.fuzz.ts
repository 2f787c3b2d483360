import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { HarnessError } from '../../harness/foundation/errors/index.js';
import { nearest } from '../../harness/foundation/nearest.js';
import { bundledFolder } from '../../harness/scenario/bundled-folder.js';
import { parseScenario } from '../../harness/scenario/load.js';
import { onlyHarnessErrors } from './promises.js';
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

export const targets: readonly FuzzTarget[] = [
  {
    name: 'scenario language: any text is a scenario, or a sentence with its place and what to do',
    property: fc.property(fc.oneof(fc.string({ maxLength: 200 }), written), (text) => {
      try {
        const { id, variants } = parseScenario(text, file);
        if (id === '' || variants.length === 0) throw new Error('it is nothing');
      } catch (error) {
        if (!(error instanceof HarnessError) || error.code === 'INTERNAL') throw error;
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
