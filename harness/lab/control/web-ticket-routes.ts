import { type User, userOfAddress } from '../../deployment/index.js';
import { type ControlTarget, invalid, json, type Route } from './route.js';

/**
 * What an administrator does to PINs.
 *
 * | request | body | |
 * |---|---|---|
 * | `POST /v1/pins/unlock` | `user` | Unlock-CsClientPin: ends every lock and count |
 * | `POST /v1/pins/lock` | `user` | Lock-CsClientPin |
 * | `POST /v1/pins/info` | `user` | Get-CsClientPinInfo: whether it is locked |
 */
export const webTicketRoutes: Readonly<Record<string, Route>> = {
  'POST /v1/pins/unlock': (target, { body }) => {
    const user = userOf(target, body.user);
    target.pool.pinLocks.unlock(user.sipAddress);
    return json(info(target, user));
  },
  'POST /v1/pins/lock': (target, { body }) => {
    const user = userOf(target, body.user);
    target.pool.pinLocks.lock(user.sipAddress);
    return json(info(target, user));
  },
  'POST /v1/pins/info': (target, { body }) => json(info(target, userOf(target, body.user))),
};

function info({ clock, pool }: ControlTarget, { pinState = 'set', sipAddress }: User) {
  const locked = pool.pinLocks.isLocked(sipAddress, clock.elapsed(), pinState === 'locked');
  return { user: sipAddress, locked };
}

function userOf({ deployment }: ControlTarget, name: unknown): User {
  if (typeof name !== 'string') throw invalid('user', 'it is not text');
  const found = deployment.users.find((user) => user.name === name) ?? userOfAddress(deployment, name);
  if (!found) throw invalid('user', `"${name}" is none of the deployed users`);
  return found;
}
