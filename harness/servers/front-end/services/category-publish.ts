import { attendanceOf } from '../presence/attendance.js';
import { notifySelf, notifyWatchers, selfChange } from '../presence/notify.js';
import { presentityOf } from '../presence/own-categories.js';
import { publicationsOf } from '../presence/publications.js';
import { roamingData } from '../presence/roaming-data.js';
import { tooMuch, wrongVersions } from '../presence/version-fault.js';
import { otherUser, refusalReply } from '../refusals.js';
import type { ServiceContent } from './service-content.js';

/**
 * Publishes categories, all or none (reference 6.6): the answer gives each category that was named whole, with its new
 * version numbers, and the user's other devices and those who watch are told.
 */
export const categoryPublish: ServiceContent = {
  type: 'application/msrtc-category-publish+xml',
  serve: (exchange, core) => {
    const { endpoint, epid, link, request, user } = exchange;
    const presentity = presentityOf(core, user);
    if (!presentity) return { status: 404, reason: 'Not Found' };
    const { clock } = core.context;
    const { operations, uri } = publicationsOf(request, (epid ?? endpoint ?? '').toLowerCase(), clock.elapsed());
    if (uri !== undefined && uri !== user) return refusalReply(otherUser, core.fqdn);
    const outcome = presentity.presence.publish(operations, clock.now(), attendanceOf(core, user));
    if (outcome.kind === 'wrong-versions') return wrongVersions(outcome.wrong);
    if (outcome.kind === 'too-much') return tooMuch;
    const names = [...new Set(operations.map(({ category }) => category))];
    core.recorder.record(
      'front-end.published',
      { user, categories: names },
      { device: link.device, connection: link.id },
    );
    const change = selfChange(core, presentity, names, operations);
    notifySelf(core, change, endpoint);
    notifyWatchers(core, presentity, names);
    return { status: 200, reason: 'OK', body: roamingData(change) };
  },
};
