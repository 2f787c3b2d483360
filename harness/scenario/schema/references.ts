import { nearest } from '../../foundation/nearest.js';
import { type EventType, fieldsOfEvent, isEventType } from '../../journal/index.js';
import { isObject } from '../merge-patch.js';
import { CAPTURE_NAME, type ExpectedEvent } from './expected-event.js';

/** A value that stands for one of a captured event. */
export interface Reference {
  readonly name: string;
  /** Below the event; empty: the field of the same name as where it is used. */
  readonly path: readonly string[];
}

/** `$name` or `$name.field.field`; a text that begins with `$$` is the text behind the first. */
export function referenceIn(value: unknown): Reference | undefined {
  if (typeof value !== 'string' || !value.startsWith('$') || value.startsWith('$$')) return undefined;
  const [name = '', ...path] = value.slice(1).split('.');
  return CAPTURE_NAME.test(name) ? { name, path } : undefined;
}

/** The type of each event that is captured, by name. */
type Captured = ReadonlyMap<string, EventType | undefined>;

/** References to what no earlier event captures or never has, and names that are given twice; each with its place. */
export function referenceProblems(
  events: readonly ExpectedEvent[],
): { readonly path: readonly (string | number)[]; readonly message: string }[] {
  const known = new Map<string, EventType | undefined>();
  return events.flatMap((item, index) => {
    if (typeof item === 'string') return [];
    const { as, ...rest } = item;
    const problems = unknownIn(rest, known, [index]);
    if (as === undefined) return problems;
    if (known.has(as)) problems.push({ path: [index, 'as'], message: `"${as}" names an earlier event already` });
    known.set(as, Object.keys(rest).find(isEventType));
    return problems;
  });
}

function unknownIn(
  value: unknown,
  known: Captured,
  path: readonly (string | number)[],
): { path: (string | number)[]; message: string }[] {
  const reference = referenceIn(value);
  if (reference) {
    if (known.has(reference.name)) return fieldProblem(reference, known.get(reference.name), path);
    const near = nearest(reference.name, known.keys());
    const meant = near === undefined ? '' : `; did you mean "$${near}"?`;
    return [{ path: [...path], message: `no earlier event is captured as "${reference.name}"${meant}` }];
  }
  const inner: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : isObject(value)
      ? Object.entries(value)
      : [];
  return inner.flatMap(([key, each]) => unknownIn(each, known, [...path, key]));
}

/** A field that events of the captured type never have. */
function fieldProblem(
  { name, path: [named] }: Reference,
  type: EventType | undefined,
  path: readonly (string | number)[],
): { path: (string | number)[]; message: string }[] {
  // Without a field it is the one of the same name as where it is used; in a list, that of the list.
  const field = named ?? path.findLast((key) => typeof key === 'string');
  if (type === undefined || typeof field !== 'string') return [];
  const fields = Object.keys(fieldsOfEvent(type));
  if (field === 'type' || fields.includes(field)) return [];
  const near = nearest(field, fields);
  const meant = near === undefined ? '' : `; did you mean "$${name}.${near}"?`;
  return [{ path: [...path], message: `"${name}" is ${type}, which never has "${field}"${meant}` }];
}
