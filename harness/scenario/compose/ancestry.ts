import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { nearest } from '../../foundation/nearest.js';
import { bundledFolder, bundledIds, FRAGMENT_FILE } from '../bundled-folder.js';
import type { ScenarioFile } from '../schema/scenario.js';
import { readScenarioText } from './read-file.js';
import { scenarioShape } from './shapes.js';
import { invalid, readSource, type Source } from './source.js';

/** Scenarios built upon one another at most; more is a knot nobody follows. */
export const MAX_DEPTH = 8;

/**
 * The scenario and what it is built on, the lowest first.
 * @throws HarnessError SCENARIO_INVALID at the `extends` that leads nowhere, round in a circle or too deep
 */
export function ancestryOf(scenario: Source<ScenarioFile>): Source<ScenarioFile>[] {
  const chain = [scenario];
  const files = new Set([resolve(scenario.file)]);
  for (;;) {
    const top = chain[0] ?? scenario;
    const wanted = top.spec.extends;
    if (wanted === undefined) return chain;
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
    if (chain.length > MAX_DEPTH) {
      throw wrong(`more than ${MAX_DEPTH} scenarios are built upon one another`, 'Build on a scenario further down');
    }
    files.add(file);
    chain.unshift(readSource(readScenarioText(file), file, scenarioShape));
  }
}

/** A path seen from the file's folder, or a bundled scenario's id. */
function fileOf(wanted: string, from: string): string | undefined {
  const path = /\.ya?ml$/.test(wanted)
    ? resolve(dirname(from), wanted)
    : resolve(join(bundledFolder, `${wanted}.yaml`));
  const outside = !/\.ya?ml$/.test(wanted) && !/^[a-z0-9-]+(\/[a-z0-9-]+)*$/.test(wanted);
  return outside || FRAGMENT_FILE.test(path) || !existsSync(path) ? undefined : path;
}
