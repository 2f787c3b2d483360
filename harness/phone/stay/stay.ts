import { asHarnessError, type HarnessError } from '../../foundation/errors/index.js';
import type { StepContext } from '../context.js';
import type { Disturbance } from '../sip/registration.js';
import { SwitchedOff } from '../waiting.js';
import type { Duty } from './duty.js';
import { exchangePoll } from './exchange-poll.js';
import { keepAlive } from './keep-alive.js';
import { reauthenticate } from './reauthenticate.js';
import { reconnect } from './reconnect.js';
import { refresh } from './refresh.js';
import { RenewCertificate } from './renew-certificate.js';
import { renewTheLease } from './renew-lease.js';
import { resubscribe } from './resubscribe.js';
import { DailyUpdateCheck, installWhenIdle } from './update.js';

/**
 * How a stay ended: the time is over, the registrar signed the phone out, it restarts for new firmware, or somebody
 * touched it.
 */
export type StayEnd = 'time-over' | 'signed-out' | 'restart' | 'used';

/** Duties whose failure is not the registration's. */
const minor: ReadonlySet<string> = new Set([
  'renew-lease',
  'renew-certificate',
  'resubscribe',
  'exchange-poll',
  'daily-update-check',
  'install-when-idle',
]);

/**
 * Lives through the time until `until` (clock milliseconds) as a signed-in phone: keep-alives, refreshes, renewals,
 * each when it falls due, and comes back when the registration ends on its own. One thing at a time, so that a clock
 * which skips waits never skips work.
 * @throws SwitchedOff
 */
export async function staySignedIn(context: StepContext, until: number, used?: AbortSignal): Promise<StayEnd> {
  const { clock, registration } = context;
  const duties: readonly Duty[] = [
    keepAlive,
    refresh,
    reauthenticate,
    new RenewCertificate(),
    resubscribe,
    exchangePoll,
    renewTheLease,
    new DailyUpdateCheck(context),
    installWhenIdle,
  ];
  while (clock.elapsed() < until) {
    if (used?.aborted) return 'used';
    const { current } = registration;
    if (current === undefined) return 'signed-out';
    const { disturbance } = current;
    if (disturbance !== undefined) {
      if (isFinal(disturbance)) return 'signed-out';
      current.connection.close();
      const end = await reconnect(context, disturbance, { until, used });
      if (end === 'given-up') return 'signed-out';
      if (end === 'out-of-time') return used?.aborted ? 'used' : 'time-over';
      continue;
    }
    const next = nextDuty(duties, context);
    const at = Math.min(next?.at ?? until, until);
    const touched = used ? AbortSignal.any([current.disturbed, used]) : current.disturbed;
    if (!(await waitUntil(context, at, touched)) || at === until || next === undefined) continue;
    await attend(next.duty, context);
    if (context.restart.wanted) return 'restart';
  }
  return 'time-over';
}

/** The registrar ended it for good: the display already says so. */
function isFinal(disturbance: Disturbance): boolean {
  if (disturbance.kind !== 'deregistered') return false;
  return disturbance.notice.event === 'unregistered' || disturbance.notice.event === 'rejected';
}

function nextDuty(duties: readonly Duty[], context: StepContext) {
  return duties
    .flatMap((duty) => {
      const at = duty.dueAt(context);
      return at === undefined ? [] : [{ duty, at }];
    })
    .sort((one, other) => one.at - other.at)[0];
}

/** False when something happened to the registration before, or somebody touched the phone. */
async function waitUntil({ clock }: StepContext, at: number, touched: AbortSignal): Promise<boolean> {
  try {
    await clock.sleep(Math.max(0, at - clock.elapsed()), touched);
    return true;
  } catch (error) {
    if (touched.aborted) return false;
    throw error;
  }
}

async function attend(duty: Duty, context: StepContext): Promise<void> {
  const { power, record, registration } = context;
  try {
    const detail = await duty.run(context);
    if (detail !== undefined) record('phone.step', { step: duty.name, state: 'done', detail });
  } catch (thrown) {
    if (power.aborted) throw new SwitchedOff();
    const error: HarnessError = asHarnessError(thrown);
    record('phone.step', { step: duty.name, state: 'failed', detail: error.message, code: error.code });
    // Whatever it was, the phone begins again from a new connection.
    if (!minor.has(duty.name)) registration.current?.disturb({ kind: 'binding-lost' });
  }
}
