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

/** Reads a document; what is no YAML is thrown as `invalid` makes it. */
export function readDocument(text: string, invalid: Invalid): LocatedDocument {
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
  const broken = document.errors[0];
  if (broken) {
    const { line, column } = at(broken.pos[0]);
    throw invalid(line, column, broken.message);
  }
  const place = (path: Path, fallback?: Path) => at(offsetOf(document, path, fallback));
  try {
    return { value: document.toJS({ maxAliasCount: MAX_ALIASES }), place };
  } catch (error) {
    const { line, column } = at(0);
    throw invalid(line, column, (error as Error).message);
  }
}

/** What is wrong first. */
export interface FirstIssue {
  readonly path: Path;
  readonly detail: string;
  /** The key nobody knows. */
  readonly unknownKey?: string;
  /** The words there are, where it is none of them. */
  readonly values?: readonly string[];
}

/** The deepest issue: for a union, that of the branch that came furthest. */
export function firstIssue(issues: readonly z.core.$ZodIssue[], base: Path = []): FirstIssue {
  const issue = issues[0];
  if (!issue) return { path: base, detail: 'it does not fit the schema' };
  const path = [...base, ...issue.path];
  if (issue.code === 'invalid_union') {
    const deepest = issue.errors
      .map((branch) => firstIssue(branch, path))
      .sort((one, other) => other.path.length - one.path.length)[0];
    if (deepest && deepest.path.length > path.length) return deepest;
  }
  if (issue.code === 'unrecognized_keys') {
    const key = issue.keys[0] ?? '';
    return { path: [...path, key], detail: `unknown key "${key}"${where(path)}`, unknownKey: key };
  }
  if (issue.code === 'invalid_key') {
    const why = issue.issues[0]?.message ?? issue.message;
    return { path, detail: `${path.map(String).join('.')}: ${why}`.replace(/\.$/, '') };
  }
  const detail = `${path.map(String).join('.') || 'the file'}: ${issue.message}`.replace(/\.$/, '');
  if (issue.code !== 'invalid_value') return { path, detail };
  return { path, detail, values: issue.values.map(String) };
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
