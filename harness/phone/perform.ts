import { asHarnessError, type HarnessError } from '../foundation/errors/index.js';
import type { Step, StepContext } from './context.js';
import { SwitchedOff } from './waiting.js';

/**
 * Takes one step and tells the journal; the failure, if it failed.
 * @throws SwitchedOff when the phone lost power meanwhile
 */
export async function perform({ name, run }: Step, context: StepContext): Promise<HarnessError | undefined> {
  const { power, record } = context;
  record('phone.step', { step: name, state: 'started' });
  try {
    const detail = await run(context);
    record('phone.step', { step: name, state: 'done', detail });
    return undefined;
  } catch (thrown) {
    if (power.aborted) throw new SwitchedOff();
    const error = asHarnessError(thrown);
    record('phone.step', {
      step: name,
      state: 'failed',
      detail: error.message,
      code: error.code,
      action: error.action,
    });
    return error;
  }
}

export function isDue({ due }: Step, context: StepContext): boolean {
  return due === undefined || due(context);
}

export function isEssential({ essential }: Step, context: StepContext): boolean {
  return typeof essential === 'boolean' ? essential : essential(context);
}
