import { host } from '../../../deployment/index.js';
import type { SipHeader } from '../../../wire/sip/index.js';
import type { Link } from '../connection/link.js';
import type { FrontEndCore } from '../core.js';
import type { Reply } from '../reply.js';
import { ALLOW_EVENTS } from './allow-events.js';
import { contactHeaders } from './contacts.js';
import { presenceState } from './presence-state.js';
import { throughEdge } from './through-edge.js';

const SAME_FOR_ALL = [
  { name: 'Allow-Events', value: ALLOW_EVENTS },
  { name: 'Supported', value: 'adhoclist' },
  { name: 'Supported', value: 'msrtc-event-categories' },
] as const;

/** What a REGISTER led to. */
export interface Registered {
  /** Seconds. */
  readonly expires: number;
  /** What happened to the binding; nothing on a query or a de-registration. */
  readonly action?: 'added' | 'refreshed';
  /** Tag of the dialog that a registration is. */
  readonly toTag?: string;
  /** Called when the answer leaves as it is. */
  readonly sent?: () => void;
}

/**
 * The 200 of a REGISTER in the layout of OCS 2007 R2 to Lync Server 2013 (observed). Clients insist on an Expires
 * header above 0 and on `adhoclist` and `msrtc-event-categories` each alone on a line (observed of pidgin-sipe).
 */
export function accepted(core: FrontEndCore, user: string, link: Link, registered: Registered): Reply {
  const { context, registrar } = core;
  const { action, expires, sent, toTag } = registered;
  const { keepAliveSeconds } = context.deployment.frontEnd;
  const after: SipHeader[] = link.through === 'edge' ? throughEdge(host(context.deployment, 'edge'), link) : [];
  for (const contact of contactHeaders(registrar.of(user), context.clock.elapsed())) after.push(contact);
  after.push({ name: 'Expires', value: String(expires) });
  if (action !== undefined) after.push({ name: 'presence-state', value: presenceState(action, registrar.role) });
  for (const same of SAME_FOR_ALL) after.push(same);
  return {
    status: 200,
    reason: 'OK',
    before: [{ name: 'ms-keep-alive', value: `UAS; tcp=no; hop-hop=yes; end-end=no; timeout=${keepAliveSeconds}` }],
    after,
    toTag,
    sent,
  };
}
