import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearest } from '../../foundation/nearest.js';
import { bundledFolder, bundledIds, FRAGMENT_FILE } from '../bundled-folder.js';
import type { ScenarioFile } from '../schema/scenario.js';
import type { Problems } from './problems.js';
import { readScenarioText } from './read-file.js';
import { scenarioShape } from './shapes.js';
import { invalid, readSource, type Source } from './source.js';

/** Scenarios built upon one another at most; more is a knot nobody follows. */
export const MAX_DEPTH = 8;

/** A scenario and what it is built on, the lowest first. */
export interface Ancestry {
  readonly chain: readonly Source<ScenarioFile>[];
  /** Whether all of it could be read. */
  readonly complete: boolean;
}

/** Problems: SCENARIO_INVALID at the `extends` that leads nowhere, round in a circle or too deep; FILE_UNREADABLE. */
export function ancestryOf(scenario: Source<ScenarioFile>, problems: Problems): Ancestry {
  const chain = [scenario];
  const files = new Set([resolve(scenario.file)]);
  for (;;) {
    const top = chain[0] ?? scenario;
    if (top.spec.extends === undefined) return { chain, complete: !top.lacks(['extends']) };
    const below = problems.attempt(() => builtOn(top, chain.length, files));
    const text = below && problems.attempt(() => readScenarioText(below));
    const source = below && text !== undefined ? readSource(text, below, scenarioShape, problems) : undefined;
    if (!source) return { chain, complete: false };
    files.add(source.file);
    chain.unshift(source);
  }
}

function builtOn(top: Source<ScenarioFile>, depth: number, files: ReadonlySet<string>): string {
  const wanted = top.spec.extends ?? '';
  const wrong = (detail: string, advice: string) => invalid(top.place(['extends']), detail, advice);
  const file = fileOf(wanted, top.file);
  if (file === undefined) {
    const near = nearest(wanted, bundledIds());
    throw wrong(
      `there is no scenario "${wanted}" to build on${near === undefined ? '' : `; did you mean "${near}"?`}`,
      'Name a bundled scenario (`mock-lync list`), or a file that begins with ./ or ../',
    );
  }
  if (files.has(file)) {
    throw wrong(
      `extends goes round in a circle: "${wanted}" is built on this`,
      'Take one `extends` of the circle away',
    );
  }
  if (depth > MAX_DEPTH) {
    throw wrong(`more than ${MAX_DEPTH} scenarios are built upon one another`, 'Build on a scenario further down');
  }
  return file;
}

/** A path seen from the file's folder, or a bundled scenario's id. */
function fileOf(wanted: string, from: string): string | undefined {
  const path = /\.ya?ml$/.test(wanted)
    ? resolve(dirname(from), wanted)
    : resolve(join(bundledFolder, `${wanted}.yaml`));
  const outside = !/\.ya?ml$/.test(wanted) && !/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(wanted);
  return outside || FRAGMENT_FILE.test(path) || !existsSync(path) ? undefined : path;
}
