import { type User, webTicketSettings } from '../../../deployment/index.js';
import type { Secret } from '../../../foundation/secret.js';
import type { ServerContext } from '../../context.js';
import type { PinProblem } from './pin-refusals.js';
import { usersOfNumber } from './users-of-number.js';

export type PinVerdict = { readonly user: User } | { readonly problem: PinProblem };

/**
 * Whose number and PIN these are. Users with the same number are told apart by their PINs (TechNet, PIN
 * authentication); a wrong PIN counts against each of them. A locked user is refused with the right PIN, too.
 */
export function judgePin(context: ServerContext, number: string, pin: Secret): PinVerdict {
  const { pinLocks } = context.pool;
  const { pin: policy } = webTicketSettings(context.deployment);
  const now = context.clock.elapsed();
  const candidates = usersOfNumber(context.deployment.users, number);
  if (candidates.length === 0) return { problem: 'unknown-user' };
  if (candidates.length > 1 && policy.duplicateNumbers === 'refused') return { problem: 'user-not-unique' };
  const able = candidates.filter(({ pinState = 'set' }) => pinState !== 'not-set' && pinState !== 'not-enabled');
  if (able.length === 0)
    return { problem: candidates[0]?.pinState === 'not-enabled' ? 'pin-not-enabled' : 'pin-not-set' };
  const open = able.filter((user) => !pinLocks.isLocked(user.sipAddress, now, user.pinState === 'locked'));
  if (open.length === 0) return { problem: 'locked' };
  const [user, ...others] = open.filter((each) => each.pin.reveal() === pin.reveal());
  if (!user) {
    const limits = { local: policy.maximumAttempts, global: policy.globalAttempts };
    for (const each of open) pinLocks.failed(each.sipAddress, each.pin.reveal().length, now, limits);
    return { problem: 'incorrect-pin' };
  }
  if (others.length > 0) return { problem: 'pin-not-unique' };
  const problem = problemOf(context, user, policy.minimumLength);
  if (problem) return { problem };
  pinLocks.succeeded(user.sipAddress);
  return { user };
}

/** What is wrong with a user whose PIN is right; only to those is it told. */
function problemOf(context: ServerContext, user: User, minimumLength: number): PinProblem | undefined {
  if (!context.pool.accounts.isEnabled(user)) return 'user-disabled';
  if (user.pinState === 'unauthorized') return 'unauthorized';
  if (user.pinState === 'expired') return 'pin-expired';
  return user.pin.reveal().length < minimumLength ? 'pin-too-short' : undefined;
}
