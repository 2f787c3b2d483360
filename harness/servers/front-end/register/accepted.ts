import { host } from '../../../deployment/index.js';
import type { Binding } from '../../../pool/index.js';
import type { SipHeader } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import { endpointOf, type SignedExchange } from '../methods/method.js';
import type { Reply } from '../reply.js';
import { contactLines } from './contacts.js';
import { throughEdge } from './through-edge.js';

/** What a REGISTER led to. */
export interface Registered {
  /** Seconds. */
  readonly expires: number;
  /** The user's, as they are now. */
  readonly endpoints: readonly Binding[];
  /** Clock milliseconds. */
  readonly now: number;
  /** What happened to the binding; nothing on a query or a de-registration. */
  readonly action?: 'added' | 'refreshed';
  /** Tag of the dialog that a registration is. */
  readonly toTag?: string;
  /** Called when the answer leaves as it is. */
  readonly sent?: () => void;
}

/**
 * The 200 of a REGISTER in the layout of OCS 2007 R2 to Lync Server 2013 (observed). Clients insist on an Expires
 * header above 0 (observed of pidgin-sipe).
 */
export function accepted(exchange: SignedExchange, core: FrontEndCore, registered: Registered): Reply {
  const { context, lines } = core;
  const { facts, link } = exchange;
  const { action, endpoints, expires, now, sent, toTag } = registered;
  const after: SipHeader[] = link.through === 'edge' ? throughEdge(host(context.deployment, 'edge'), link) : [];
  const contacts = facts.find(contactLines);
  for (const endpoint of endpoints) after.push(contacts.of(endpoint, now, endpointOf(exchange)));
  after.push(lines.expires(expires));
  if (action !== undefined) after.push(lines.presence(action));
  for (const same of lines.last) after.push(same);
  return { status: 200, reason: 'OK', before: lines.before, after, toTag, sent };
}
