import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { nearest } from '../../foundation/nearest.js';
import type { Path } from '../document.js';
import type { ScenarioFile } from '../schema/scenario.js';
import type { Layer } from './layer.js';
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

/**
 * The pieces that `use` names.
 * @param at path of the list in the source, for errors
 * @throws HarnessError SCENARIO_INVALID at the name that leads nowhere; FILE_UNREADABLE
 */
export function usedFragments(
  use: readonly string[] | undefined,
  { at, known, source }: { readonly at: Path; readonly known: Fragments; readonly source: Source<ScenarioFile> },
): Layer[] {
  return (use ?? []).map((name, index) => {
    const fragment = known.get(name);
    if (fragment) return fragment;
    const file = resolve(dirname(source.file), name);
    if (/\.ya?ml$/.test(name) && existsSync(file)) {
      return readSource(readScenarioText(file), file, fragmentShape).layer([]);
    }
    const near = nearest(name, known.keys());
    const meant = near === undefined ? '' : `; did you mean "${near}"?`;
    const names = [...known.keys()].join(', ') || 'none';
    throw invalid(
      source.place([...at, index]),
      `there is no fragment "${name}"${meant}`,
      near === undefined
        ? `Write it down under \`fragments\` (there are: ${names}), or give a file such as ./lab.fragment.yaml`
        : `Write "${near}" instead of "${name}"`,
    );
  });
}
