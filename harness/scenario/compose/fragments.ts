import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nearest } from '../../foundation/nearest.js';
import type { Path } from '../document.js';
import type { ScenarioFile } from '../schema/scenario.js';
import type { Layer } from './layer.js';
import type { Problems } from './problems.js';
import { readScenarioText } from './read-file.js';
import { fragmentShape } from './shapes.js';
import { invalid, readSource, type Source } from './source.js';

/** What `use` can name: fragments of the scenario and of what it is built on, the nearer one of two of a name. */
export type Fragments = ReadonlyMap<string, Layer>;

export function fragmentsOf(ancestry: readonly Source<ScenarioFile>[]): Fragments {
  return new Map(
    ancestry.flatMap((source) =>
      Object.keys(source.spec.fragments ?? {}).map((name): [string, Layer] => [
        name,
        source.layer(['fragments', name]),
      ]),
    ),
  );
}

/** Where names of fragments stand, and what they can name. */
export interface Use {
  /** Path of the list in the source, for errors. */
  readonly at: Path;
  readonly known: Fragments;
  readonly source: Source<ScenarioFile>;
  readonly problems: Problems;
}

/**
 * The pieces that `use` names; one that cannot be read stands there as such. Problems: SCENARIO_INVALID at the name
 * that leads nowhere; FILE_UNREADABLE.
 */
export function usedFragments(names: readonly string[] | undefined, use: Use): Layer[] {
  const { at, source } = use;
  const unread = (path: Path): Layer => ({ value: {}, unread: true, place: () => source.place(path) });
  const pieces = (names ?? []).map((name, index) => {
    const place: Path = [...at, index];
    return namedFragment(name, place, use) ?? unread(place);
  });
  return source.lacks(at) ? [...pieces, unread(at)] : pieces;
}

function namedFragment(name: string, at: Path, { known, problems, source }: Use): Layer | undefined {
  const fragment = known.get(name);
  if (fragment) return fragment;
  // It is there, and what is wrong with it is told.
  if (source.lacks(['fragments', name])) return undefined;
  const file = resolve(dirname(source.file), name);
  if (/\.ya?ml$/.test(name) && existsSync(file)) {
    const text = problems.attempt(() => readScenarioText(file));
    return text === undefined ? undefined : readSource(text, file, fragmentShape, problems)?.layer([]);
  }
  const near = nearest(name, known.keys());
  const meant = near === undefined ? '' : `; did you mean "${near}"?`;
  const names = [...known.keys()].join(', ') || 'none';
  problems.add(
    invalid(
      source.place(at),
      `there is no fragment "${name}"${meant}`,
      near === undefined
        ? `Write it down under \`fragments\` (there are: ${names}), or give a file such as ./lab.fragment.yaml`
        : `Write "${near}" instead of "${name}"`,
    ),
  );
  return undefined;
}
