import { selectScenario } from '../catalogue.js';
import type { Scenario } from '../scenario.js';

/**
 * A bundled scenario by its id (`sign-in/pin`), or one of your own by the path of its YAML file.
 * @throws HarnessError SCENARIO_NOT_FOUND, SCENARIO_INVALID with line and column, FILE_UNREADABLE, USAGE
 */
export function loadScenario(idOrFile: string): Scenario {
  return selectScenario(idOrFile);
}

/** As the library takes one: loaded, or what `loadScenario` takes. */
export function asScenario(given: Scenario | string): Scenario {
  return typeof given === 'string' ? loadScenario(given) : given;
}
