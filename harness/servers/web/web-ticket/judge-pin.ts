import type { User } from '../../../deployment/index.js';
import type { Secret } from '../../../foundation/secret.js';
import type { ServerContext } from '../../context.js';
import { usersOfNumber } from './users-of-number.js';

export type PinVerdict = { readonly user: User } | { readonly problem: 'incorrect-pin' | 'unknown-user' | 'locked' };

/**
 * Whose number and PIN these are. Users with the same number are told apart by their PINs (TechNet, PIN
 * authentication); a wrong PIN counts against each of them. A locked user is refused with the right PIN, too.
 */
export function judgePin(context: ServerContext, number: string, pin: Secret): PinVerdict {
  const { pinLocks } = context.pool;
  const now = context.clock.elapsed();
  const candidates = usersOfNumber(context.deployment.users, number);
  if (candidates.length === 0) return { problem: 'unknown-user' };
  const open = candidates.filter((user) => !pinLocks.isLocked(user.sipAddress, now));
  if (open.length === 0) return { problem: 'locked' };
  const user = open.find((each) => each.pin.reveal() === pin.reveal());
  if (user) {
    pinLocks.succeeded(user.sipAddress);
    return { user };
  }
  for (const each of open) pinLocks.failed(each.sipAddress, each.pin.reveal().length, now);
  return { problem: 'incorrect-pin' };
}
