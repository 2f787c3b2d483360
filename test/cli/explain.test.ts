import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { findingKinds } from '../../harness/diagnosis/index.js';
import { faultTable } from '../../harness/faults/index.js';
import { errorTable } from '../../harness/foundation/errors/index.js';
import { eventSentences, eventTypes } from '../../harness/journal/index.js';
import { stepSentences } from '../../harness/phone/index.js';
import { expectationKinds } from '../../harness/reports/record.js';
import { changeTable } from '../../harness/scenario/changes/table.js';
import { scenarioJsonSchema } from '../../harness/scenario/schema/scenario.js';
import { root } from '../house/imports.js';
import { commandLine } from './terminal.js';

interface SchemaPart {
  readonly properties?: Readonly<Record<string, { readonly description?: string }>>;
}

/** The names steps and duties give themselves, as the sources have them. */
function stepNames(): string[] {
  return ['steps', 'stay', 'after-sign-in', 'exchange'].flatMap((folder) =>
    readdirSync(join(root, 'harness/phone', folder))
      .filter((file) => file.endsWith('.ts') && file !== 'explain.ts')
      .flatMap((file) => {
        const text = readFileSync(join(root, 'harness/phone', folder, file), 'utf8');
        return [...text.matchAll(/^\s+(?:readonly )?name(?:: | = )'([a-z-]+)'[,;]$/gm)].map((match) => match[1] ?? '');
      }),
  );
}

test('every step, change, fault, expectation, finding and error is explained', async (t) => {
  const { stdout } = await commandLine('explain');
  const lines = new Set(stdout.split('\n'));
  for (const code of Object.keys(errorTable)) t.true(lines.has(code), code);
  for (const { id } of findingKinds) t.true(lines.has(id), id);
  for (const kind of faultTable) for (const at of kind.at) t.true(lines.has(`${at} ${kind.do}`), `${at} ${kind.do}`);
  for (const kind of changeTable) t.true(lines.has(kind.do), kind.do);
  for (const kind of expectationKinds) t.true(lines.has(kind), kind);
  const names = stepNames();
  t.true(names.length > 20);
  t.deepEqual(
    names.filter((name) => !Object.hasOwn(stepSentences, name)),
    [],
  );
  t.deepEqual(
    Object.keys(stepSentences).filter((name) => !names.includes(name)),
    [],
  );
  for (const [name, sentence] of Object.entries(stepSentences)) {
    t.regex(sentence, /^[A-Z].*\.$/);
    t.true(lines.has(name), name);
  }
});

test('every event type has its sentence: by name, in the list, and in the schema for editors', async (t) => {
  const { stdout } = await commandLine('schema', '--events');
  const { $defs } = scenarioJsonSchema() as unknown as {
    $defs: Record<string, { oneOf?: { const?: string; description?: string }[]; anyOf?: SchemaPart[] }>;
  };
  const words = new Map($defs.eventType?.oneOf?.map((each) => [each.const, each.description]));
  const keys = $defs.eventPattern?.anyOf?.find(({ properties }) => properties)?.properties ?? {};
  t.is(words.size, eventTypes.length);
  for (const type of eventTypes) {
    const sentence = eventSentences[type];
    t.regex(sentence, /^[A-Z][^\n]*\.$/, type);
    t.is(words.get(type), sentence);
    t.is(keys[type]?.description, sentence, type);
    t.true(stdout.includes(`${type}\n  ${sentence}\n`), type);
  }
  t.is(new Set(Object.values(eventSentences)).size, eventTypes.length, 'none is said of two');
  t.is(
    (await commandLine('explain', 'event', 'root-chain.served')).stdout,
    'root-chain.served\n  The certificate service gave the root and intermediate certificates.\n' +
      '  fields: over, port, certificates\n',
  );
});

test('one of each is explained by its name, and an unknown one is refused with the nearest', async (t) => {
  const { stdout } = await commandLine('explain', 'change', 'dhcp-options');
  t.regex(stdout, /^dhcp-options\n {2}Options of the DHCP server are changed/);
  t.regex(stdout, /^ {4}webServer: The server named by Option 43; null for the web host\.$/m);
  t.regex((await commandLine('explain', 'step', 'root-chain')).stdout, /^root-chain\n {2}Downloads/);
  t.regex((await commandLine('explain', 'expectation', 'count')).stdout, /^count\n {2}The event happens so often/);
  for (const [family, word, near] of [
    ['change', 'swap-certificat', 'swap-certificate'],
    ['step', 'root-chian', 'root-chain'],
    ['expectation', 'nevr', 'never'],
    ['event', 'tls.refussed', 'tls.refused'],
  ] as const) {
    const { code, stderr } = await commandLine('explain', family, word);
    t.is(code, 2);
    t.true(stderr.includes(`Did you mean "${near}"?`), stderr);
  }
  t.regex((await commandLine('explain', 'untrusted-rot')).stderr, /did you mean "untrusted-root"\?/);
});
