import type { Path } from '../document.js';
import { isObject, mergePatch } from '../merge-patch.js';
import type { Layer, Place } from './layer.js';

/** Lists that a fragment adds to; everywhere else a list replaces the one before. */
const addedByFragments = ['faults', 'changes', 'operator'] as const;
/** Keys whose value replaces the one before whole, objects included. */
const replacedWhole = ['expect', 'operator'] as const;

type Origins = Readonly<Record<string, readonly { readonly layer: Layer; readonly index: number }[]>>;

/**
 * A scenario put together from pieces. The rules: a JSON merge patch (RFC 7396), so objects merge, lists replace and
 * null takes a key away; `expect` and `operator` replace whole, a phone's own `expect` too; fragments stand beneath
 * what is written beside them, and their faults, changes and operator steps are added at the end.
 */
export class Composition {
  readonly value: Readonly<Record<string, unknown>>;
  readonly #layers: readonly Layer[];
  readonly #origins: Origins;

  constructor(value: Readonly<Record<string, unknown>> = {}, layers: readonly Layer[] = [], origins: Origins = {}) {
    this.value = value;
    this.#layers = layers;
    this.#origins = origins;
  }

  /** A piece could not be read: what is missing may be there. */
  get incomplete(): boolean {
    return this.#layers.some(({ unread }) => unread === true);
  }

  /** Places where something wrong was left out and no later piece says what is there. */
  get lost(): Path[] {
    return this.#layers.flatMap(({ lost = [] }, index) =>
      lost.filter((path) => !this.#layers.slice(index + 1).some(({ value }) => saysAnew(value, path))),
    );
  }

  /** Whether the value at the path is written in one of these pieces. */
  writes(path: Path, pieces: readonly Layer[]): boolean {
    return pieces.some(({ value }) => depthOf(value, path) === path.length);
  }

  /** With one more piece on top, and the fragments it uses. */
  with(layer: Layer, fragments: readonly Layer[] = []): Composition {
    const beneath = fragments.map(withoutLists);
    const pieces = [...beneath, layer];
    let value = pieces.reduce<Record<string, unknown>>((merged, piece) => patched(merged, piece.value), {
      ...this.value,
    });
    let origins: Origins = { ...this.#origins, ...originsOf(layer) };
    for (const name of addedByFragments) {
      for (const fragment of fragments) {
        const added = fragment.value[name];
        if (!Array.isArray(added)) continue;
        const before: readonly unknown[] = Array.isArray(value[name]) ? value[name] : [];
        value = { ...value, [name]: [...before, ...added] };
        origins = { ...origins, [name]: [...(origins[name] ?? []), ...placesOf(added, fragment)] };
      }
    }
    return new Composition(value, [...this.#layers, ...beneath, layer], origins);
  }

  /** Where the value at the path is written: in the last piece that has the most of the path, among those given. */
  place(path: Path, from: readonly Layer[] = this.#layers): Place | undefined {
    const [list, index] = path;
    const origin = typeof list === 'string' && typeof index === 'number' ? this.#origins[list]?.[index] : undefined;
    if (origin) return origin.layer.place([list ?? '', origin.index, ...path.slice(2)]);
    let best: { readonly layer: Layer; readonly depth: number } | undefined;
    for (const layer of from) {
      const depth = depthOf(layer.value, path);
      if (depth > 0 && depth >= (best?.depth ?? 0)) best = { layer, depth };
    }
    return best?.layer.place(path.slice(0, best.depth));
  }
}

/** One patch over what was merged before. */
function patched(before: Record<string, unknown>, patch: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const merged = mergePatch(before, patch);
  if (!isObject(merged)) return before;
  for (const key of replacedWhole) {
    if (patch[key] !== undefined && patch[key] !== null) merged[key] = patch[key];
  }
  keepProvisioned(merged, patch);
  const { phones } = patch;
  if (!isObject(phones) || !isObject(merged.phones)) return merged;
  const sections = Object.entries(merged.phones).map(([name, section]): [string, unknown] => {
    const own = phones[name];
    const replaced = isObject(own) && isObject(own.expect) && isObject(section);
    return [name, replaced ? { ...section, expect: own.expect } : section];
  });
  return { ...merged, phones: Object.fromEntries(sections) };
}

/** In-band provisioning has null as a value: the setting is left out. */
function keepProvisioned(merged: Record<string, unknown>, { deployment }: Readonly<Record<string, unknown>>): void {
  const given = isObject(deployment) ? deployment.provisioned : undefined;
  if (!isObject(given) || !isObject(merged.deployment)) return;
  const groups = isObject(merged.deployment.provisioned) ? { ...merged.deployment.provisioned } : {};
  for (const [name, settings] of Object.entries(given)) {
    if (!isObject(settings) || name === '__proto__') continue;
    const nulls = Object.entries(settings).filter(([, value]) => value === null);
    const before = groups[name];
    groups[name] = { ...(isObject(before) ? before : {}), ...Object.fromEntries(nulls) };
  }
  merged.deployment = { ...merged.deployment, provisioned: groups };
}

function withoutLists(layer: Layer): Layer {
  const rest = Object.entries(layer.value).filter(([key]) => !(addedByFragments as readonly string[]).includes(key));
  return { ...layer, value: Object.fromEntries(rest), place: (path) => layer.place(path) };
}

/** Whether a piece decides by itself what is at the path. */
function saysAnew(value: unknown, path: Path): boolean {
  const ownExpect = path[0] === 'phones' && path[2] === 'expect';
  const whole = ownExpect ? path.slice(0, 3) : path.slice(0, 1);
  const replaces = ownExpect || replacedWhole.some((key) => key === path[0]);
  return depthOf(value, path) === path.length || (replaces && depthOf(value, whole) === whole.length);
}

/** The lists a piece replaces are its own from then on. */
function originsOf(layer: Layer): Origins {
  return Object.fromEntries(
    addedByFragments.flatMap((name) => {
      if (!Object.hasOwn(layer.value, name)) return [];
      const list = layer.value[name];
      return [[name, Array.isArray(list) ? placesOf(list, layer) : []]];
    }),
  );
}

function placesOf(list: readonly unknown[], layer: Layer) {
  return list.map((_, index) => ({ layer, index }));
}

/** How many keys of the path exist. */
function depthOf(value: unknown, path: Path): number {
  let inner = value;
  for (const [depth, key] of path.entries()) {
    const there = typeof inner === 'object' && inner !== null && Object.hasOwn(inner, key);
    if (!there) return depth;
    inner = (inner as Record<PropertyKey, unknown>)[key];
  }
  return path.length;
}
