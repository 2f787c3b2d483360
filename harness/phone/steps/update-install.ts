import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { install } from '../update/flash.js';

/**
 * Restarts for new firmware in a row. A phone between two authorities goes on for ever; an emulated one stops here, and
 * says so, because a run has to end.
 */
export const MAX_UPDATE_RESTARTS = 6;

/**
 * Installs an image that is complete and checked, and restarts (documented: while nobody uses the phone). The new
 * firmware has other roots, other TLS and another name; the old one stays as the image to go back to.
 */
export const updateInstall: Step = {
  name: 'update-install',
  essential: false,
  due: ({ memory }) => memory.flash.staged !== undefined,
  async run(context) {
    const { staged } = context.memory.flash;
    if (staged && context.habits.updatePrompt === 'postpone') return postpone(context, staged.version);
    return staged ? installAndRestart(context, staged.version, 'update-service') : 'nothing waits';
  },
};

/** The phone asks again once nobody has used it for as long as the first time. */
function postpone({ clock, memory, record }: StepContext, version: string): string {
  memory.flash.staged = { version, since: clock.elapsed() };
  record('phone.update-postponed', { version });
  return `${version} is postponed`;
}

/** @throws HarnessError PHONE_UPDATE_LOOP */
export function installAndRestart(
  { memory, model, record, restart, screen }: StepContext,
  version: string,
  authority: 'update-service' | 'provisioning-server',
): string {
  const { flash } = memory;
  const from = flash.current;
  if (restart.left <= 0) {
    delete flash.staged;
    throw new HarnessError('PHONE_UPDATE_LOOP', { limit: MAX_UPDATE_RESTARTS, version, from });
  }
  screen.show('updating');
  install(flash, version);
  record('phone.firmware', { from, to: version, authority });
  if (memory.deviceLock && model.updates.losesLock(from, version)) {
    delete memory.deviceLock;
    record('phone.lock-lost', { from, to: version });
  }
  restart.wanted = true;
  return `${version} in the place of ${from}`;
}
