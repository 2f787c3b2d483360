import type { FrontEndCore } from '../core.js';
import type { SipBody } from '../reply.js';
import { attendanceOf } from './attendance.js';
import { type Category, ownCategories, type Presentity, presentityOf } from './own-categories.js';
import { type RoamingData, roamingData } from './roaming-data.js';
import { DEFAULT_CATEGORIES, EVENT_CATEGORIES_TYPE, watchedCategories } from './watched-categories.js';

/** Tells the devices of a user that subscribed to an event package; `except` is the endpoint whose answer said it already. */
export function notifyDevices(core: FrontEndCore, user: string, event: string, body: SipBody, except?: string): void {
  for (const subscription of core.subscriptions.of(event)) {
    const { dialog } = subscription;
    if (dialog.user === user && dialog.endpoint !== except) core.subscriptions.notify(subscription, body);
  }
}

/** Tells the user's devices what of the own presence changed. */
export function notifySelf(core: FrontEndCore, data: RoamingData, except?: string): void {
  notifyDevices(core, data.user, 'vnd-microsoft-roaming-self', roamingData(data), except);
}

/** Tells those who watch a user of the categories that changed, each what may be seen and was asked for. */
export function notifyWatchers(core: FrontEndCore, presentity: Presentity, names: readonly string[]): void {
  const user = presentity.account.sipAddress;
  for (const subscription of core.subscriptions.of('presence')) {
    if (!subscription.watched.includes(user)) continue;
    const { categories = DEFAULT_CATEGORIES, dialog } = subscription;
    const changed = names.filter((name) => categories.includes(name));
    if (changed.length === 0) continue;
    const text = watchedCategories(core, presentity, dialog.user, changed);
    core.subscriptions.notify(subscription, { type: EVENT_CATEGORIES_TYPE, text });
  }
}

/**
 * Tells devices and watchers of a user that an endpoint signed in or out: what was published for it has ended, and the
 * user may be offline now, or no longer.
 */
export function endpointsChanged(core: FrontEndCore, user: string): void {
  const presentity = presentityOf(core, user);
  if (!presentity) return;
  const ended = presentity.presence.forgetEnded(attendanceOf(core, presentity.account.sipAddress));
  const names = [...new Set(['state', ...ended.map(({ category }) => category)])];
  notifySelf(core, selfChange(core, presentity, names, ended));
  notifyWatchers(core, presentity, names);
}

/**
 * What devices are told of changed categories: each whole, because clients forget what they knew of a category that is
 * named (observed of pidgin-sipe); `before` tells the containers that may be empty now.
 */
export function selfChange(
  core: FrontEndCore,
  presentity: Presentity,
  names: readonly string[],
  before: readonly Pick<Category, 'category' | 'container'>[],
): RoamingData {
  const categories = ownCategories(core, presentity).filter(({ category }) => names.includes(category));
  const places = new Map(
    before.map(({ category, container }) => [`${container} ${category}`, { category, container }]),
  );
  for (const { category, container } of categories) places.delete(`${container} ${category}`);
  const emptied = [...places.values()].filter(({ category }) => names.includes(category));
  return { user: presentity.account.sipAddress, categories, emptied };
}
