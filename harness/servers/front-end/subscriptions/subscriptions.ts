import type { Clock } from '../../../foundation/clock/index.js';
import type { Dialog } from '../dialogs/dialog.js';
import type { ServerRequests } from '../dialogs/server-requests.js';
import type { SipBody } from '../reply.js';

/** Subscriptions at once: ten thousand phones with four each, and some to spare. */
export const MAX_SUBSCRIPTIONS = 65_536;

export interface Subscription {
  /** Event package. */
  readonly event: string;
  readonly dialog: Dialog;
  /** Clock milliseconds. */
  expiresAt: number;
  /** Extended by every notification, as agreed (`com.microsoft.autoextend`, MS-SIP 3.6). */
  readonly autoExtend: boolean;
  /** BENOTIFY was agreed (`ms-benotify`); else NOTIFY. */
  readonly benotify: boolean;
  /** Seconds granted. */
  readonly seconds: number;
  /** SIP addresses a presence subscription watches; empty for the others. */
  readonly watched: readonly string[];
  /** Categories it asked for; undefined for the others. */
  readonly categories?: readonly string[] | undefined;
}

/** Who wants to hear of what: one entry a dialog (MS-SIP 3.5, 3.6). */
export class Subscriptions {
  readonly #clock: Clock;
  readonly #requests: ServerRequests;
  readonly #byDialog = new Map<string, Subscription>();
  /** Names of dialogs by endpoint: an endpoint that comes or goes must not cost a look at everybody's. */
  readonly #ofEndpoint = new Map<string, Set<string>>();

  constructor(clock: Clock, requests: ServerRequests) {
    this.#clock = clock;
    this.#requests = requests;
  }

  get size(): number {
    return this.#byDialog.size;
  }

  add(subscription: Subscription): void {
    for (const oldest of this.#byDialog.keys()) {
      if (this.#byDialog.size < MAX_SUBSCRIPTIONS) break;
      this.#remove(oldest);
    }
    const { callId, endpoint, user } = subscription.dialog;
    const name = key(user, callId);
    this.#remove(name);
    this.#byDialog.set(name, subscription);
    const names = this.#ofEndpoint.get(key(user, endpoint)) ?? new Set();
    this.#ofEndpoint.set(key(user, endpoint), names.add(name));
  }

  /** By the subscriber and the Call-ID of the SUBSCRIBE. */
  find(user: string, callId: string): Subscription | undefined {
    const found = this.#byDialog.get(key(user, callId));
    if (!found || found.expiresAt > this.#clock.elapsed()) return found;
    this.#remove(key(user, callId));
    return undefined;
  }

  end(user: string, callId: string): void {
    this.#remove(key(user, callId));
  }

  /** Everything an endpoint subscribed to, ended: it signed out, or signed in anew. */
  endOf(user: string, endpoint: string): void {
    for (const name of this.#ofEndpoint.get(key(user, endpoint)) ?? []) this.#remove(name);
  }

  /** An endpoint is reached over another connection from now on: it registered there. */
  moved(user: string, endpoint: string, connection: string): void {
    for (const name of this.#ofEndpoint.get(key(user, endpoint)) ?? []) {
      const subscription = this.#byDialog.get(name);
      if (subscription) subscription.dialog.connection = connection;
    }
  }

  of(event: string): Subscription[] {
    const now = this.#clock.elapsed();
    return [...this.#byDialog.values()].filter((one) => one.event === event && one.expiresAt > now);
  }

  /** Notifies one subscriber; false when it can no longer be reached. */
  notify(subscription: Subscription, body: SipBody): boolean {
    const now = this.#clock.elapsed();
    if (subscription.autoExtend) subscription.expiresAt = now + subscription.seconds * 1000;
    // Never more than granted: elapsed time is a fraction, and differences of fractions can be a hair too large.
    const left = Math.min(subscription.seconds, Math.max(1, Math.ceil((subscription.expiresAt - now) / 1000)));
    return this.#requests.send(subscription.dialog, {
      method: subscription.benotify ? 'BENOTIFY' : 'NOTIFY',
      headers: [
        { name: 'Event', value: subscription.event },
        { name: 'subscription-state', value: `active;expires=${left}` },
      ],
      body,
    });
  }

  #remove(name: string): void {
    const subscription = this.#byDialog.get(name);
    if (!subscription) return;
    this.#byDialog.delete(name);
    const { endpoint, user } = subscription.dialog;
    const names = this.#ofEndpoint.get(key(user, endpoint));
    names?.delete(name);
    if (names?.size === 0) this.#ofEndpoint.delete(key(user, endpoint));
  }
}

/** No SIP address holds a blank. */
function key(user: string, other: string): string {
  return `${user} ${other}`;
}
