import { HarnessError } from '../../foundation/errors/index.js';
import type { SeededRandom } from '../../foundation/random.js';
import { header, type SipRequest, type SipResponse } from '../../wire/sip/index.js';
import type { ClientDialog, ClientRequestParts } from './client-request.js';
import { Subscription, type SubscriptionWish } from './subscription.js';

export interface SubscriptionsParts {
  readonly random: SeededRandom;
  readonly elapsed: () => number;
  /** Sends a request of the dialog, signed; its verified answer. */
  readonly ask: (dialog: ClientDialog, parts: ClientRequestParts) => Promise<SipResponse>;
}

/** What one registration is subscribed to. */
export class Subscriptions {
  readonly #parts: SubscriptionsParts;
  readonly #byCallId = new Map<string, Subscription>();

  constructor(parts: SubscriptionsParts) {
    this.#parts = parts;
  }

  /** Those with an end, the next to end first. */
  get ending(): readonly { readonly subscription: Subscription; readonly at: number; readonly askedAt: number }[] {
    return [...this.#byCallId.values()]
      .flatMap((subscription) =>
        subscription.expiresAt === undefined
          ? []
          : [{ subscription, at: subscription.expiresAt, askedAt: subscription.askedAt }],
      )
      .sort((one, other) => one.at - other.at);
  }

  /** @throws HarnessError PHONE_REQUEST_REFUSED, and those of a request */
  async subscribe(wish: SubscriptionWish): Promise<void> {
    const subscription = new Subscription(wish, this.newDialog());
    this.#byCallId.set(subscription.dialog.callId, subscription);
    await this.#ask(subscription);
    if (subscription.expiresAt === undefined) this.#byCallId.delete(subscription.dialog.callId);
  }

  /** Asks again in the dialog; where the server has forgotten it, in a new one (RFC 6665 4.4.1). */
  async refresh(subscription: Subscription): Promise<void> {
    try {
      await this.#ask(subscription);
    } catch (error) {
      if (!(error instanceof HarnessError) || error.details.status !== 481) throw error;
      await this.subscribe(subscription.wish);
    }
  }

  /** Takes a notification in one of the dialogs; false when it belongs to none. */
  take(request: SipRequest): boolean {
    const known = this.#byCallId.get(header(request, 'Call-ID') ?? '');
    known?.notified(request, this.#parts.elapsed());
    return known !== undefined;
  }

  /** What begins a dialog, or a request without one. */
  newDialog(): ClientDialog {
    const { random } = this.#parts;
    return { callId: random.hex(32), fromTag: random.hex(10), cseq: 0 };
  }

  async #ask(subscription: Subscription): Promise<void> {
    const { ask, elapsed } = this.#parts;
    const { callId } = subscription.dialog;
    try {
      subscription.answered(await ask(subscription.dialog, subscription.request()), elapsed());
    } catch (error) {
      this.#byCallId.delete(callId);
      throw error;
    }
  }
}
