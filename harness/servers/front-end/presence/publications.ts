import type { ExpireType, PublishOperation, StateContent } from '../../../pool/index.js';
import type { SipRequest } from '../../../wire/sip/index.js';
import { attribute, child, children, text, type XmlElement } from '../../../wire/xml/index.js';
import { addressOf } from '../exchange.js';
import { invalidBody, number, required, xmlBody } from './read-body.js';
import { selfContained } from './self-contained.js';

const expireTypes: readonly ExpireType[] = ['static', 'user', 'endpoint', 'time'];
/** Longest names real categories and activities have are about 20 characters. */
const MAX_TOKEN = 64;

/** What a publish request asks for. */
export interface Publications {
  /** Whose categories, without scheme, lower case. */
  readonly uri: string | undefined;
  readonly operations: readonly PublishOperation[];
}

/**
 * Reads a category publication of one endpoint; `now` in clock milliseconds.
 * @throws HarnessError WIRE_INVALID
 */
export function publicationsOf(request: Pick<SipRequest, 'body'>, endpoint: string, now: number): Publications {
  const { root, text: whole } = xmlBody(request, 'publish');
  const list = child(root, 'publications');
  if (!list) throw invalidBody('publish', 'it has no publications');
  const uri = attribute(list, 'uri');
  return {
    uri: uri === undefined ? undefined : addressOf(uri),
    operations: children(list, 'publication').map((publication) => operationOf(publication, whole, endpoint, now)),
  };
}

function operationOf(publication: XmlElement, whole: string, endpoint: string, now: number): PublishOperation {
  const category = required(publication, 'categoryName', MAX_TOKEN);
  const expireType = expireTypes.find((type) => type === attribute(publication, 'expireType'));
  if (!expireType) throw invalidBody('publication', 'its expireType is none of static, user, endpoint and time');
  const expires = number(publication, 'expires');
  const [content] = children(publication);
  const state = content && category === 'state' ? stateOf(content) : undefined;
  return {
    category,
    instance: number(publication, 'instance') ?? 0,
    container: number(publication, 'container') ?? 0,
    version: number(publication, 'version') ?? 0,
    expireType,
    endpoint,
    body: content ? selfContained(content, whole) : '',
    remove: expires === 0,
    ...(expireType === 'time' && expires !== undefined ? { expiresAt: now + expires * 1000 } : {}),
    ...(state ? { state } : {}),
  };
}

function stateOf(content: XmlElement): StateContent {
  const availability = child(content, 'availability');
  const value = availability && text(availability).trim();
  const activity = child(content, 'activity');
  const token = activity && attribute(activity, 'token');
  return {
    type: (attribute(content, 'type') ?? '').replace(/^.*:/s, '').slice(0, MAX_TOKEN),
    ...(value !== undefined && /^\d{1,5}$/.test(value) ? { availability: Number(value) } : {}),
    ...(token === undefined ? {} : { activity: token.slice(0, MAX_TOKEN) }),
  };
}
