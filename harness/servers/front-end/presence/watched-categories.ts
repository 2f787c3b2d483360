import type { Container, UserPresence } from '../../../pool/index.js';
import type { FrontEndCore } from '../core.js';
import { aggregateState, aggregateStateXml, OFFLINE, stateSince } from './aggregate-state.js';
import { attendanceOf } from './attendance.js';
import { contactCardXml } from './contact-card.js';
import { CATEGORIES } from './namespaces.js';
import type { Presentity } from './own-categories.js';
import { publishTimeOf } from './roaming-data.js';
import { element } from './xml.js';

/** For watchers who name no categories (inferred). */
export const DEFAULT_CATEGORIES: readonly string[] = ['contactCard', 'note', 'state'];
/** What this container's members see is that the user is not there. */
const BLOCKED = 32_000;
/** Visible to everybody. */
const PUBLIC = 0;

export const EVENT_CATEGORIES_TYPE = 'application/msrtc-event-categories+xml';

/**
 * The categories document of one user for one watcher: of each category asked for what the watcher's container holds, or
 * an empty element. The state is the aggregate alone; raw states of devices stay in the user's own containers 2 and 3.
 */
export function watchedCategories(
  core: FrontEndCore,
  presentity: Presentity,
  watcher: string,
  names: readonly string[],
): string {
  const { account } = presentity;
  const content = names.map((name) => categoryOf(core, presentity, containerOf(presentity.presence, watcher), name));
  return element('categories', { xmlns: CATEGORIES, uri: `sip:${account.sipAddress}` }, content.join(''));
}

function categoryOf(core: FrontEndCore, { account, presence }: Presentity, container: number, name: string): string {
  const attendance = attendanceOf(core, account.sipAddress);
  const published = presence.publications(attendance);
  if (name === 'state') {
    const aggregate = container === BLOCKED ? { availability: OFFLINE } : aggregateState(presence, attendance);
    return categoryXml(name, 1, stateSince(presence, published), aggregateStateXml(aggregate));
  }
  const visible = published.filter((each) => each.category === name && [container, PUBLIC].includes(each.container));
  if (visible.length > 0) {
    return visible.map(({ body, instance, publishedAt }) => categoryXml(name, instance, publishedAt, body)).join('');
  }
  if (name === 'contactCard') return categoryXml(name, 0, presence.since, contactCardXml(account));
  return element('category', { name });
}

/** Without container and version, which would tell a watcher which container that is. */
function categoryXml(name: string, instance: number, publishedAt: Date, body: string): string {
  return element('category', { name, instance, publishTime: publishTimeOf(publishedAt) }, body);
}

/** Where the user put the watcher: by name first, then by domain, then among all of the company. Watchers here are of it. */
export function containerOf({ containers }: UserPresence, watcher: string): number {
  const domain = watcher.slice(watcher.indexOf('@') + 1);
  const found =
    holding(containers, 'user', watcher) ??
    holding(containers, 'domain', domain) ??
    holding(containers, 'sameEnterprise');
  return found?.id ?? PUBLIC;
}

function holding(containers: readonly Container[], type: string, value?: string): Container | undefined {
  return containers.find(({ members }) =>
    members.some((member) => member.type === type && (value === undefined || member.value?.toLowerCase() === value)),
  );
}
