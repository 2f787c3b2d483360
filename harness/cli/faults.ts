import { z } from 'zod';
import { explainFault, type FaultPoint, faultPoints, faultsAt, faultTable, isFaultPoint } from '../faults/index.js';
import { HarnessError } from '../foundation/errors/index.js';
import { faultShapes } from '../scenario/schema/scenario.js';

/** Every fault as one line, its word and what it is, below the places where it may stand. */
export function faultLines(): string[] {
  const width = Math.max(...faultTable.map((kind) => kind.do.length));
  let places = '';
  return faultTable.flatMap(({ at, do: word, summary }) => {
    const line = `  ${word.padEnd(width)}  ${summary}`;
    if (at.join(' ') === places) return [line];
    places = at.join(' ');
    return [`at ${at.join(', ')}`, line];
  });
}

/** The faults of a point, or one of them, with a sentence and every parameter. Errors: USAGE. */
export function explainFaultKinds(point?: string, word?: string): string[] {
  const points = point === undefined ? (Object.keys(faultPoints) as FaultPoint[]) : [pointNamed(point)];
  return points.flatMap((at) => {
    const kinds = faultsAt(at);
    const wanted = word === undefined ? kinds : kinds.filter((kind) => kind.do === word.toLowerCase());
    if (wanted.length > 0) return wanted.map((kind) => explainKind(at, kind));
    const words = kinds.map((kind) => kind.do).join(', ');
    throw new HarnessError('USAGE', { detail: `"${word}" is no fault at ${at}; there are ${words}` });
  });
}

function pointNamed(text: string): FaultPoint {
  const point = text.toLowerCase();
  if (isFaultPoint(point)) return point;
  const points = Object.keys(faultPoints).join(', ');
  throw new HarnessError('USAGE', { detail: `"${text}" is no place for a fault; there are ${points}` });
}

function explainKind(at: FaultPoint, kind: ReturnType<typeof faultsAt>[number]): string {
  const schema = kind.schema(faultShapes);
  // The example is written down with its kind and fits its schema.
  const sentence = explainFault({ at, do: kind.do, ...schema.parse(kind.example) });
  const written = Object.entries({ at, do: kind.do, ...kind.example }).map(([key, value]) => `${key}: ${flow(value)}`);
  const parameters = Object.entries(schema.shape).map(([name, shape]) => parameterLine(name, shape as z.ZodType));
  return [
    `${at} ${kind.do}`,
    `  ${kind.summary}`,
    ...parameters,
    `  { ${written.join(', ')} }`,
    `    ${sentence}`,
  ].join('\n');
}

function parameterLine(name: string, shape: z.ZodType): string {
  const words = z.toJSONSchema(shape, { io: 'input' }).enum ?? [];
  const choice = words.length > 0 ? ` One of ${words.join(', ')}.` : '';
  return `    ${name}: ${shape.description ?? 'As deployment.certificates.default.'}${choice}`;
}

/** A value in YAML's flow style. */
function flow(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  return `{ ${Object.entries(value)
    .map(([key, inner]) => `${key}: ${flow(inner)}`)
    .join(', ')} }`;
}
