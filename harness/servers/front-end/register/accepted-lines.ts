import type { RegistrarRole } from '../../../deployment/index.js';
import { type SipHeader, WrittenHeader } from '../../../wire/sip/index.js';
import { ALLOW_EVENTS } from './allow-events.js';
import { presenceState } from './presence-state.js';

/** The lines that stand alike in the 200 of every REGISTER of one Registrar, each written once. */
export class AcceptedLines {
  /** Before From: how clients shall keep the connection alive. */
  readonly before: readonly SipHeader[];
  /** Clients insist on `adhoclist` and `msrtc-event-categories` each alone on a line (observed of pidgin-sipe). */
  readonly last: readonly SipHeader[];
  readonly #role: RegistrarRole;
  readonly #presence = new Map<'added' | 'refreshed', SipHeader>();
  #expires: { readonly seconds: number; readonly line: SipHeader } | undefined;

  constructor({ keepAliveSeconds, role }: { readonly keepAliveSeconds: number; readonly role: RegistrarRole }) {
    const keepAlive = `UAS; tcp=no; hop-hop=yes; end-end=no; timeout=${keepAliveSeconds}`;
    this.before = [new WrittenHeader('ms-keep-alive', keepAlive)];
    this.last = [
      new WrittenHeader('Allow-Events', ALLOW_EVENTS),
      new WrittenHeader('Supported', 'adhoclist'),
      new WrittenHeader('Supported', 'msrtc-event-categories'),
    ];
    this.#role = role;
  }

  presence(action: 'added' | 'refreshed'): SipHeader {
    const known = this.#presence.get(action);
    if (known) return known;
    const line = new WrittenHeader('presence-state', presenceState(action, this.#role));
    this.#presence.set(action, line);
    return line;
  }

  /** Nearly everybody is granted the same. */
  expires(seconds: number): SipHeader {
    if (this.#expires?.seconds !== seconds) {
      this.#expires = { seconds, line: new WrittenHeader('Expires', String(seconds)) };
    }
    return this.#expires.line;
  }
}
