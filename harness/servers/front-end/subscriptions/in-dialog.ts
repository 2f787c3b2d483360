import { header, parseAddress, type SipRequest } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import type { SignedExchange } from '../methods/method.js';
import type { Subscription } from './subscriptions.js';

/** The tag of To, which a request in a dialog has. */
export function toTagOf(request: Pick<SipRequest, 'headers'>): string | undefined {
  return parseAddress(header(request, 'To') ?? '').parameters.get('tag');
}

/**
 * The subscription in whose dialog a request is (RFC 3261 12): same Call-ID, our tag, and the endpoint that began it.
 * Undefined for a request that begins one, and for a dialog nobody remembers.
 */
export function subscriptionOf({ endpoint, request, user }: SignedExchange, core: FrontEndCore) {
  const tag = toTagOf(request);
  if (tag === undefined) return undefined;
  const known: Subscription | undefined = core.subscriptions.find(user, header(request, 'Call-ID') ?? '');
  return known?.dialog.localTag === tag && known.dialog.endpoint === (endpoint ?? '') ? known : undefined;
}
