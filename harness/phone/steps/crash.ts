import { HarnessError } from '../../foundation/errors/index.js';
import type { Step, StepContext } from '../context.js';
import { MAX_UPDATE_RESTARTS } from './update-install.js';

/** From a crash to the first sign of life (inferred: a phone of Windows CE takes a minute to boot). */
export const REBOOT_MS = 60_000;

/**
 * A build that does not survive what the Front End has to tell of the user: it reboots without a word to anybody, and
 * signs in again. A real one goes on for ever; an emulated one gives up, because a run has to end.
 */
export const crash: Step = {
  name: 'crash',
  essential: true,
  due: isStruck,
  async run({ firmware, record, restart }) {
    if (restart.left <= 0) throw new HarnessError('PHONE_CRASH_LOOP', { firmware, limit: MAX_UPDATE_RESTARTS });
    record('phone.crashed', { firmware });
    restart.wanted = true;
    restart.crashed = true;
    return 'it reboots';
  },
};

function isStruck({ firmware, habits, memory }: StepContext): boolean {
  const { crash: defect } = habits;
  if (defect?.firmware !== firmware) return false;
  const user = memory.sipAddress?.split('@')[0]?.toLowerCase();
  return defect.users?.some((each) => each.toLowerCase() === user) ?? true;
}
