import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import { nearest } from '../foundation/nearest.js';
import { bundledFolder, bundledIds } from './bundled-folder.js';
import { loadScenario } from './load.js';
import type { Scenario } from './scenario.js';

export { bundledFolder, bundledIds };

/**
 * Scenarios by id (`sign-in/pin`), folder (`sign-in/`), pattern (`*pin*`) or file path; all bundled ones when none is
 * given. Selecting nothing is an error.
 */
export function selectScenarios(selectors: readonly string[]): Scenario[] {
  return selectFiles(selectors).map(loadScenario);
}

/** The files that `selectScenarios` loads, each once. Errors: SCENARIO_NOT_FOUND, NOTHING_SELECTED. */
export function selectFiles(selectors: readonly string[]): string[] {
  const wanted = selectors.length === 0 ? ['*'] : selectors;
  return [...new Set(wanted.flatMap(filesOf))];
}

/** One scenario by id or path. */
export function selectScenario(selector: string): Scenario {
  const scenarios = selectScenarios([selector]);
  const [scenario] = scenarios;
  if (!scenario || scenarios.length > 1) {
    throw new HarnessError('USAGE', {
      detail: `"${selector}" selects ${scenarios.length} scenarios, and one is needed`,
    });
  }
  return scenario;
}

function filesOf(selector: string): string[] {
  if (/\.ya?ml$/.test(selector)) {
    if (!existsSync(selector)) throw new HarnessError('SCENARIO_NOT_FOUND', { name: selector, meant: '' });
    return [selector];
  }
  const ids = bundledIds();
  const found = ids.filter((id) => matches(id, selector));
  if (found.length === 0) {
    if (/[*/]$|\*/.test(selector)) {
      throw new HarnessError('NOTHING_SELECTED', { detail: `nothing matches "${selector}"` });
    }
    const near = nearest(selector, ids);
    const meant = near === undefined ? '' : ` Did you mean "${near}"?`;
    throw new HarnessError('SCENARIO_NOT_FOUND', { name: selector, meant });
  }
  return found.map((id) => join(bundledFolder, `${id}.yaml`));
}

function matches(id: string, selector: string): boolean {
  if (selector.endsWith('/')) return id.startsWith(selector);
  const source = selector
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('.*');
  return new RegExp(`^${source}$`).test(id);
}

/** A scenario's file as a person would name it. */
export function shownPath(file: string): string {
  const inside = relative(bundledFolder, file);
  return inside.startsWith('..') ? file : `scenarios/${inside.split(sep).join('/')}`;
}
