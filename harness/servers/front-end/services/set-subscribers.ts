import { attribute, children } from '../../../wire/xml/index.js';
import { notifySelf } from '../presence/notify.js';
import { presentityOf } from '../presence/own-categories.js';
import { required, xmlBody } from '../presence/read-body.js';
import type { ServiceContent } from './service-content.js';

/** The user has seen who watches (reference 6.6); people who do not watch are passed over. */
export const setSubscribers: ServiceContent = {
  type: 'application/msrtc-presence-setsubscriber+xml',
  serve: ({ request, user }, core) => {
    const named = children(xmlBody(request, 'setSubscribers').root, 'subscriber').map((subscriber) => ({
      user: required(subscriber, 'user').replace(/^sip:/i, '').toLowerCase(),
      acknowledged: attribute(subscriber, 'acknowledged')?.toLowerCase() !== 'false',
    }));
    const presentity = presentityOf(core, user);
    if (!presentity) return { status: 404, reason: 'Not Found' };
    const { account, presence } = presentity;
    const known = named.filter((subscriber) => presence.acknowledge(subscriber.user, subscriber.acknowledged));
    const changed = presence.subscribers.filter((each) => known.some((subscriber) => subscriber.user === each.user));
    if (changed.length > 0) notifySelf(core, { user: account.sipAddress, subscribers: changed });
    return { status: 200, reason: 'OK' };
  },
};
