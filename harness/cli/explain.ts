import { z } from 'zod';
import { HarnessError } from '../foundation/errors/index.js';
import { nearest } from '../foundation/nearest.js';
import { eventSentences, fieldsOfEvent, headFields, isEventType } from '../journal/index.js';
import { stepSentences } from '../phone/index.js';
import { explainChange } from '../scenario/changes/explain.js';
import type { ChangeKind } from '../scenario/changes/kind.js';
import { changeNamed, changeTable } from '../scenario/changes/table.js';
import { expectationWords } from '../scenario/expectations/kinds.js';
import { faultShapes } from '../scenario/schema/scenario.js';

/** One change, or all of them, with a sentence and every parameter. Errors: USAGE. */
export function explainChangeKinds(word?: string): string[] {
  if (word === undefined) return changeTable.map(changeLines);
  const kind = changeNamed(word);
  if (kind) return [changeLines(kind)];
  throw unknown(
    word,
    'change',
    changeTable.map((each) => each.do),
  );
}

/** One step of the emulated phone, or all of them. Errors: USAGE. */
export function explainSteps(name?: string): string[] {
  return named(stepSentences, 'step', name).map(([step, sentence]) => `${step}\n  ${sentence}`);
}

/** One event type of the journal, or all of them. Errors: USAGE. */
export function explainEvents(type?: string): string[] {
  return named(eventSentences, 'event', type).map(([name, sentence]) => `${name}\n  ${sentence}${fieldWords(name)}`);
}

/** The fields that only events of its type have; every event has those of the head. */
function fieldWords(type: string): string {
  const own = isEventType(type)
    ? Object.keys(fieldsOfEvent(type)).filter((name) => !Object.hasOwn(headFields, name))
    : [];
  return own.length === 0 ? '' : `\n  fields: ${own.join(', ')}`;
}

/** One kind of expectation, or all of them. Errors: USAGE. */
export function explainExpectationKinds(name?: string): string[] {
  return named(expectationWords, 'expectation', name).map(
    ([kind, { explain, written }]) => `${kind}\n  ${explain}\n  ${written}`,
  );
}

function changeLines(kind: ChangeKind): string {
  const schema = kind.schema(faultShapes);
  const parameters = Object.entries(schema.shape).map(([name, shape]) => {
    const { enum: words = [] } = z.toJSONSchema(shape as z.ZodType, { io: 'input' });
    const choice = words.length > 0 ? ` One of ${words.join(', ')}.` : '';
    return `    ${name}: ${(shape as z.ZodType).description ?? ''}${choice}`;
  });
  // The example is written down with its kind and fits its schema.
  const example = schema.parse(kind.example);
  const sentence = explainChange({ ...example, do: kind.do, after: 'front-end.signed-in' });
  return [kind.do, `  ${kind.summary}`, ...parameters, `    ${sentence}`].join('\n');
}

function named<T>(table: Readonly<Record<string, T>>, what: string, name?: string): [string, T][] {
  if (name === undefined) return Object.entries(table);
  const found = Object.hasOwn(table, name) ? table[name] : undefined;
  if (found === undefined) throw unknown(name, what, Object.keys(table));
  return [[name, found]];
}

function unknown(word: string, what: string, words: readonly string[]): HarnessError {
  const near = nearest(word, words);
  const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
  return new HarnessError('USAGE', {
    detail: `"${word}" is no ${what}; there are ${words.join(', ')}.${meant}`.replace(/\.$/, ''),
  });
}
