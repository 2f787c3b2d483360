import type { Binding } from '../../../pool/index.js';
import type { SipHeader } from '../../../wire/sip/index.js';
import { KEEP_ALIVE_SECONDS } from '../limits.js';
import type { Reply } from '../reply.js';
import { ALLOW_EVENTS } from './allow-events.js';
import { contactHeaders } from './contacts.js';

/**
 * The 200 of a REGISTER in the layout of OCS 2007 R2 to Lync Server 2013 (observed). Clients insist on an Expires
 * header above 0 and on `adhoclist` and `msrtc-event-categories` each alone on a line (observed of pidgin-sipe).
 */
export function accepted(registered: {
  /** All of the user's endpoints. */
  readonly bindings: readonly Binding[];
  readonly now: number;
  /** Seconds. */
  readonly expires: number;
  /** What happened to the binding; nothing on a query or a de-registration. */
  readonly action: 'added' | 'refreshed' | undefined;
}): Reply {
  const { action, bindings, expires, now } = registered;
  const state: SipHeader[] =
    action === undefined ? [] : [{ name: 'presence-state', value: `register-action="${action}"` }];
  return {
    status: 200,
    reason: 'OK',
    before: [
      {
        name: 'ms-keep-alive',
        value: `UAS; tcp=no; hop-hop=yes; end-end=no; timeout=${KEEP_ALIVE_SECONDS}`,
      },
    ],
    after: [
      ...contactHeaders(bindings, now),
      { name: 'Expires', value: String(expires) },
      ...state,
      { name: 'Allow-Events', value: ALLOW_EVENTS },
      { name: 'Supported', value: 'adhoclist' },
      { name: 'Supported', value: 'msrtc-event-categories' },
    ],
  };
}
