import { HarnessError } from '../../foundation/errors/index.js';

/** The `name: value` lines between a first line and an empty one, in order; names count once. Throws WIRE_INVALID. */
export function readLines(what: string, first: string, text: string): ReadonlyMap<string, string> {
  const [head, ...lines] = text.split('\n');
  if (head !== first) throw invalid(what, 'the first line', `it is not ${first}`);
  const values = new Map<string, string>();
  for (const [index, line] of lines.entries()) {
    if (line === '') break;
    const colon = line.indexOf(': ');
    const name = line.slice(0, Math.max(0, colon));
    if (colon < 1 || values.has(name)) throw invalid(what, `line ${index + 2}`, 'it is no new "name: value"');
    values.set(name, line.slice(colon + 2));
  }
  return values;
}

/** The value of one line, which has this form. Throws WIRE_INVALID. */
export function lineOf(what: string, lines: ReadonlyMap<string, string>, name: string, form: RegExp): string {
  const value = lines.get(name);
  if (value === undefined) throw invalid(what, name, 'there is no such line');
  if (!form.test(value)) throw invalid(what, name, 'its value has another form');
  return value;
}

export function invalid(what: string, place: string, detail: string): HarnessError {
  return new HarnessError('WIRE_INVALID', { what, place, detail });
}
