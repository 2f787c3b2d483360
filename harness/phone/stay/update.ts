import type { Step, StepContext } from '../context.js';
import { isDue, perform } from '../perform.js';
import { updateCheck } from '../steps/update-check.js';
import { updateDownload } from '../steps/update-download.js';
import { updateInstall } from '../steps/update-install.js';
import type { Duty } from './duty.js';

/** The check of every day (24 hours, sourced), with what follows from it. */
export class DailyUpdateCheck implements Duty {
  readonly name = 'daily-update-check';
  #last: number;

  constructor({ clock }: StepContext) {
    this.#last = clock.elapsed();
  }

  dueAt({ model }: StepContext): number {
    return this.#last + model.updates.everyMs;
  }

  async run(context: StepContext): Promise<undefined> {
    this.#last = context.clock.elapsed();
    await performAll([updateCheck('daily'), updateDownload], context);
    return undefined;
  }
}

/** Installs once nobody has used the phone for long enough. */
export const installWhenIdle: Duty = {
  name: 'install-when-idle',
  dueAt: ({ memory, model }) => {
    const { staged } = memory.flash;
    return staged && staged.since + model.updates.idleMs;
  },
  run: async (context) => {
    await performAll([updateInstall], context);
    return undefined;
  },
};

async function performAll(steps: readonly Step[], context: StepContext): Promise<void> {
  for (const step of steps) if (isDue(step, context)) await perform(step, context);
}
