import { type Document, isMap, isScalar, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';

export type Path = readonly PropertyKey[];

/** Aliases expanded in one file; more is an attempt to exhaust memory. */
const MAX_ALIASES = 100;

/** A YAML document that remembers where everything stands. */
export interface LocatedDocument {
  readonly value: unknown;
  /** Line and column, from 1, of the node at the path, or of the nearest that exists above it. */
  place(path: Path, fallback?: Path): { readonly line: number; readonly column: number };
}

/** Something is wrong with a document at a place. */
export type Invalid = (line: number, column: number, detail: string) => Error;

/** What YAML has to say against a text. */
export interface Broken {
  readonly line: number;
  readonly column: number;
  readonly detail: string;
}

/** Reads a document; what is no YAML is thrown as `invalid` makes it, the first of it. */
export function readDocument(text: string, invalid: Invalid): LocatedDocument {
  const read = openDocument(text);
  if (!Array.isArray(read)) return read;
  const { column, detail, line } = read[0] ?? { line: 1, column: 1, detail: 'it is no YAML' };
  throw invalid(line, column, detail);
}

/** The document, or everything that makes the text no YAML. */
export function openDocument(text: string): LocatedDocument | Broken[] {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: true,
    logLevel: 'error',
  });
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  if (document.errors.length > 0)
    return document.errors.map(({ message, pos }) => ({ ...at(pos[0]), detail: message }));
  const place = (path: Path, fallback?: Path) => at(offsetOf(document, path, fallback));
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), place };
  } catch (error) {
    return [{ ...at(0), detail: (error as Error).message }];
  }
}

/** One thing that is wrong. */
export interface Issue {
  readonly path: Path;
  readonly detail: string;
  /** The key nobody knows. */
  readonly unknownKey?: string;
  /** The words there are, where it is none of them. */
  readonly values?: readonly string[];
  /** Of parts that do not go together: what else it was judged by. Where that is wrong itself, this may be right. */
  readonly by?: readonly Path[];
}

/** Issues looked at in one go; a file with more has one mistake a thousand times. */
const MAX_ISSUES = 1000;

/** The first issue alone. */
export function firstIssue(issues: readonly z.core.$ZodIssue[]): Issue {
  return issuesOf(issues.slice(0, 1))[0] ?? { path: [], detail: 'it does not fit the schema' };
}

/** Everything that is wrong, at most `MAX_ISSUES`; for a union, what is wrong with the branch that came furthest. */
export function issuesOf(
  issues: readonly z.core.$ZodIssue[],
  base: Path = [],
  shown: (path: Path) => Path = (path) => path,
): Issue[] {
  return issues
    .slice(0, MAX_ISSUES)
    .flatMap((issue) => oneIssue(issue, [...base, ...issue.path], shown))
    .slice(0, MAX_ISSUES);
}

function oneIssue(issue: z.core.$ZodIssue, inside: Path, shown: (path: Path) => Path): Issue[] {
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .map((branch) => issuesOf(branch, inside, shown))
      .sort(([one], [other]) => (other?.path.length ?? 0) - (one?.path.length ?? 0))[0];
    if (deepest?.[0] && deepest[0].path.length > inside.length) return deepest;
  }
  const path = shown(inside);
  if (issue.code === 'unrecognized_keys') {
    return issue.keys
      .slice(0, MAX_ISSUES)
      .map((key) => ({ path: [...path, key], detail: `unknown key "${key}"${where(path)}`, unknownKey: key }));
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? issue.message;
    return [{ path, detail: `${path.map(String).join('.')}: ${why}`.replace(/\.$/, '') }];
  }
  const detail = `${path.map(String).join('.') || 'the file'}: ${issue.message}`.replace(/\.$/, '');
  if (issue.code === 'invalid_value') return [{ path, detail, values: issue.values.map(String) }];
  const by: unknown = issue.code === 'custom' ? issue.params?.by : undefined;
  return [{ path, detail, ...(Array.isArray(by) && { by }) }];
}

function where(path: Path): string {
  return path.length === 0 ? '' : ` in ${path.map(String).join('.')}`;
}

/** Offset of the node at the path, or of the nearest that exists above it. */
function offsetOf(document: Document.Parsed, path: Path, fallback: Path = []): number {
  for (let length = path.length; length > 0; length--) {
    const parent =
      length === 1 ? document.contents : (document.getIn(path.slice(0, length - 1), true) as Node | undefined);
    const key = path[length - 1];
    if (isMap(parent)) {
      const pair = parent.items.find((item) => isScalar(item.key) && item.key.value === key);
      if (pair && isScalar(pair.key) && pair.key.range) return pair.key.range[0];
    }
    const node = document.getIn(path.slice(0, length), true) as Node | undefined;
    if (node?.range) return node.range[0];
  }
  return fallback.length > 0 ? offsetOf(document, fallback) : 0;
}
