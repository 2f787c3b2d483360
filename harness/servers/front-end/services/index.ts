import { categoryPublish } from './category-publish.js';
import { mediaRelay } from './media-relay.js';
import type { ServiceContent } from './service-content.js';
import { setContainerMembers } from './set-container-members.js';
import { setSubscribers } from './set-subscribers.js';
import { soap } from './soap.js';

/** Every content a SERVICE may have, by type. */
const contents: ReadonlyMap<string, ServiceContent> = new Map(
  [mediaRelay, categoryPublish, setContainerMembers, setSubscribers, soap].map((one) => [one.type, one]),
);

/** By Content-Type, parameters and case aside. */
export function serviceContent(type: string): ServiceContent | undefined {
  return contents.get(type.replace(/;.*$/s, '').trim().toLowerCase());
}
