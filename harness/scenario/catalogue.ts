import { existsSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { HarnessError } from '../foundation/errors/index.js';
import { bundledFolder, FRAGMENT_FILE } from './bundled-folder.js';
import { loadScenario } from './load.js';
import type { Scenario } from './scenario.js';

export { bundledFolder };

/** Ids of the bundled scenarios, sorted. */
export function bundledIds(): string[] {
  return readdirSync(bundledFolder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.yaml') && !FRAGMENT_FILE.test(file))
    .map((file) => file.slice(0, -'.yaml'.length).split(sep).join('/'))
    .sort();
}

/**
 * Scenarios by id (`sign-in/pin`), folder (`sign-in/`), pattern (`*pin*`) or file path; all bundled ones when none is
 * given. Selecting nothing is an error.
 */
export function selectScenarios(selectors: readonly string[]): Scenario[] {
  const wanted = selectors.length === 0 ? ['*'] : selectors;
  const files = new Set(wanted.flatMap(filesOf));
  return [...files].map(loadScenario);
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
    if (!existsSync(selector)) throw new HarnessError('SCENARIO_NOT_FOUND', { name: selector });
    return [selector];
  }
  const ids = bundledIds();
  const found = ids.filter((id) => matches(id, selector));
  if (found.length === 0) {
    if (/[*/]$|\*/.test(selector)) {
      throw new HarnessError('NOTHING_SELECTED', { detail: `nothing matches "${selector}"` });
    }
    throw new HarnessError('SCENARIO_NOT_FOUND', { name: selector });
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
