import type { Path } from '../document.js';
import { isObject } from '../merge-patch.js';

/** What is left of a value, and how its places and those of the whole value correspond. */
export interface Left {
  readonly value: unknown;
  /** A path in what is left as a path in the whole: lists that lost an item are counted otherwise. */
  original(path: Path): Path;
  /** A path in the whole as a path in what is left; undefined for an item that is gone from its list, and below. */
  remaining(path: Path): Path | undefined;
}

/** Which items of the whole list a shortened list has. */
type Kept = Map<readonly unknown[], readonly number[]>;

/** The value without what stands at the paths. */
export function without(value: unknown, lost: readonly Path[]): Left {
  const kept: Kept = new Map();
  const left = pruned(value, lost, kept);
  return {
    value: left,
    original: (path) => {
      let inner = left;
      return path.map((key) => {
        const indices = Array.isArray(inner) ? kept.get(inner) : undefined;
        inner = inside(inner, key);
        return typeof key === 'number' ? (indices?.[key] ?? key) : key;
      });
    },
    remaining: (path) => {
      let inner = left;
      const keys: PropertyKey[] = [];
      for (const key of path) {
        const indices = Array.isArray(inner) ? kept.get(inner) : undefined;
        const here = indices && typeof key === 'number' ? indices.indexOf(key) : key;
        if (here === -1) return undefined;
        keys.push(here);
        inner = inside(inner, here);
      }
      return keys;
    },
  };
}

function pruned(value: unknown, lost: readonly Path[], kept: Kept): unknown {
  if (lost.length === 0) return value;
  const byKey = grouped(lost);
  const below = (key: PropertyKey) => (byKey.get(key) ?? []).map((path) => path.slice(1));
  const isThere = (key: PropertyKey) => !(byKey.get(key) ?? []).some((path) => path.length === 1);
  if (Array.isArray(value)) {
    const indices = [...value.keys()].filter(isThere);
    const shorter = indices.map((index) => pruned(value[index], below(index), kept));
    kept.set(shorter, indices);
    return shorter;
  }
  if (!isObject(value)) return value;
  const left = Object.entries(value).filter(([key]) => isThere(key));
  return Object.fromEntries(left.map(([key, each]) => [key, pruned(each, below(key), kept)]));
}

function inside(value: unknown, key: PropertyKey): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key) ? Reflect.get(value, key) : undefined;
}

function grouped(paths: readonly Path[]): Map<PropertyKey, Path[]> {
  const groups = new Map<PropertyKey, Path[]>();
  for (const path of paths) {
    const [first] = path;
    if (first === undefined) continue;
    const group = groups.get(first);
    if (group) group.push(path);
    else groups.set(first, [path]);
  }
  return groups;
}
