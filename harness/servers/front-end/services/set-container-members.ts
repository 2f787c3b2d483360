import type { ContainerMember, ContainerOperation } from '../../../pool/index.js';
import { attribute, children, type XmlElement } from '../../../wire/xml/index.js';
import { notifySelf, notifyWatchers } from '../presence/notify.js';
import { presentityOf } from '../presence/own-categories.js';
import { invalidBody, MAX_NAME, number, required, xmlBody } from '../presence/read-body.js';
import { tooMuch, wrongVersions } from '../presence/version-fault.js';
import { DEFAULT_CATEGORIES } from '../presence/watched-categories.js';
import type { ServiceContent } from './service-content.js';

/** Whom the user lets see what (reference 6.6). The new versions reach every device as a notification, the asking one too. */
export const setContainerMembers: ServiceContent = {
  type: 'application/msrtc-setcontainermembers+xml',
  serve: ({ request, user }, core) => {
    const operations = children(xmlBody(request, 'setContainerMembers').root, 'container').map(operationOf);
    const presentity = presentityOf(core, user);
    if (!presentity) return { status: 404, reason: 'Not Found' };
    const outcome = presentity.presence.setContainerMembers(operations);
    if (outcome.kind === 'wrong-versions') return wrongVersions(outcome.wrong);
    if (outcome.kind === 'too-much') return tooMuch;
    const changed = presentity.presence.containers.filter(({ id }) => operations.some((each) => each.id === id));
    notifySelf(core, { user: presentity.account.sipAddress, containers: changed });
    notifyWatchers(core, presentity, DEFAULT_CATEGORIES);
    return { status: 200, reason: 'OK' };
  },
};

function operationOf(container: XmlElement): ContainerOperation {
  const id = number(container, 'id');
  if (id === undefined) throw invalidBody('container', 'it has no id');
  const members = children(container, 'member');
  const doing = (action: string) => members.filter((member) => required(member, 'action') === action).map(memberOf);
  const [add, remove] = [doing('add'), doing('remove')];
  if (add.length + remove.length < members.length) throw invalidBody('member', 'its action is neither add nor remove');
  return { id, version: number(container, 'version') ?? 0, add, remove };
}

function memberOf(member: XmlElement): ContainerMember {
  const type = required(member, 'type');
  const value = attribute(member, 'value');
  if (value === undefined) return { type };
  if (value.length > MAX_NAME) throw invalidBody('member', `value is longer than ${MAX_NAME} characters`);
  return { type, value: value.replace(/^sip:/i, '') };
}
