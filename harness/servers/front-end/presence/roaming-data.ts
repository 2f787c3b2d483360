import type { Container, PresenceSubscriber } from '../../../pool/index.js';
import type { SipBody } from '../reply.js';
import { CATEGORIES, CONTAINERS, ROAMING_SELF, SUBSCRIBERS } from './namespaces.js';
import type { Category } from './own-categories.js';
import { element } from './xml.js';

/** Parts of a roamingData document; each is there only where asked for or changed. */
export interface RoamingData {
  /** SIP address without scheme. */
  readonly user: string;
  readonly categories?: readonly Category[];
  /** Containers that hold nothing of a category any more: an element without instance says so (observed of pidgin-sipe). */
  readonly emptied?: readonly Pick<Category, 'category' | 'container'>[];
  readonly containers?: readonly Container[];
  readonly subscribers?: readonly PresenceSubscriber[];
}

export const ROAMING_SELF_TYPE = 'application/vnd-microsoft-roaming-self+xml';

/** What a user's devices share of the own presence (reference 6.5). */
export function roamingData(data: RoamingData): SipBody {
  const text = element(
    'roamingData',
    { xmlns: ROAMING_SELF },
    `${categories(data)}${containers(data)}${subscribers(data)}`,
  );
  return { type: ROAMING_SELF_TYPE, text };
}

function categories({ categories: present, emptied = [], user }: RoamingData): string {
  if (!present && emptied.length === 0) return '';
  const gone = emptied.map(({ category, container }) => element('category', { name: category, container }));
  const content = [...gone, ...(present ?? []).map(categoryXml)].join('');
  return element('categories', { xmlns: CATEGORIES, uri: `sip:${user}` }, content);
}

function categoryXml({ body, category, container, expireType, instance, publishedAt, version }: Category): string {
  const publishTime = publishTimeOf(publishedAt);
  return element('category', { name: category, instance, publishTime, container, version, expireType }, body);
}

/** UTC without a zone, milliseconds with it (observed). */
export function publishTimeOf(date: Date): string {
  return date.toISOString().replace(/Z$/, '');
}

function containers({ containers: present }: RoamingData): string {
  if (!present) return '';
  const each = present.map(({ id, members, version }) => {
    const inside = members.map(({ type, value }) => element('member', { type, value })).join('');
    return element('container', { id, version }, inside);
  });
  return element('containers', { xmlns: CONTAINERS }, each.join(''));
}

function subscribers({ subscribers: present }: RoamingData): string {
  if (!present) return '';
  const each = present.map(({ acknowledged, displayName, user }) =>
    element('subscriber', { user, displayName, acknowledged, type: 'sameEnterprise' }),
  );
  return element('subscribers', { xmlns: SUBSCRIBERS }, each.join(''));
}
