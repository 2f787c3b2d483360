import type { Decided } from '../../scenario/lab/index.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { OptionValues, Terminal } from '../command.js';

/** What the operator wants of a phone’s run beside the verdict. */
export interface AfterVerdict {
  take(decided: Decided): void;
  /** What is under way is finished. */
  end(): Promise<void>;
}

export function afterVerdict(_options: OptionValues, _scenario: Scenario, _terminal: Terminal): AfterVerdict {
  return { take: () => {}, end: async () => {} };
}
