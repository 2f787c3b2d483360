import { HarnessError } from '../../foundation/errors/index.js';
import {
  header,
  headerValues,
  listValues,
  parseAddress,
  type SipHeader,
  type SipRequest,
  type SipResponse,
} from '../../wire/sip/index.js';
import type { ClientDialog, ClientRequestParts } from './client-request.js';

/** What a phone wants to be told of. */
export interface SubscriptionWish {
  readonly event: string;
  /** Media types it reads. */
  readonly accept: readonly string[];
  readonly body?: { readonly type: string; readonly text: string };
  /** 0 asks once. By default the server says how long. */
  readonly expires?: number;
  readonly headers?: readonly SipHeader[];
  /** Gets the first notification, which comes with the answer, and every later one. */
  readonly told: (notification: Notification) => void;
}

export interface Notification {
  readonly type: string;
  readonly body: Buffer;
}

/** One subscription and its dialog (MS-SIP 3.4 to 3.7). */
export class Subscription {
  readonly event: string;
  readonly dialog: ClientDialog;
  readonly wish: SubscriptionWish;
  /** Clock milliseconds; undefined where there is nothing to refresh. */
  expiresAt: number | undefined;
  /** Clock milliseconds of the last answer. */
  askedAt = 0;
  #autoExtend = false;
  /** CSeq of the server's last notification. */
  #heard = 0;

  constructor(wish: SubscriptionWish, dialog: ClientDialog) {
    this.event = wish.event;
    this.wish = wish;
    this.dialog = dialog;
  }

  /** The SUBSCRIBE that begins or refreshes it. */
  request(): ClientRequestParts {
    const { accept, body, event, expires, headers = [] } = this.wish;
    return {
      method: 'SUBSCRIBE',
      headers: [
        { name: 'Event', value: event },
        ...(expires === undefined ? [] : [{ name: 'Expires', value: String(expires) }]),
        { name: 'Accept', value: accept.join(', ') },
        { name: 'Supported', value: 'com.microsoft.autoextend' },
        { name: 'Supported', value: 'ms-benotify' },
        { name: 'Proxy-Require', value: 'ms-benotify' },
        { name: 'Supported', value: 'ms-piggyback-first-notify' },
        ...headers,
      ],
      ...(body && { body }),
    };
  }

  /** The answer, with the first notification in it. @throws HarnessError PHONE_REQUEST_REFUSED, WIRE_INVALID */
  answered(response: SipResponse, now: number): void {
    const { reason, status } = response;
    if (status !== 200) throw new HarnessError('PHONE_REQUEST_REFUSED', { what: this.event, status, reason });
    const toTag = parseAddress(header(response, 'To') ?? '').parameters.get('tag');
    if (toTag !== undefined) this.dialog.toTag = toTag;
    this.#autoExtend = headerValues(response, 'Supported')
      .flatMap(listValues)
      .some((token) => token.toLowerCase() === 'com.microsoft.autoextend');
    this.askedAt = now;
    this.#extend(secondsIn(header(response, 'Expires')), now);
    // Only this header says that the body is a notification (observed of pidgin-sipe).
    const number = secondsIn(header(response, 'ms-piggyback-cseq'));
    if (number === undefined) return;
    this.#heard = Math.max(this.#heard, number);
    this.#tell(response);
  }

  /** A notification in its dialog; one that is older than the last changes nothing. */
  notified(request: SipRequest, now: number): void {
    const number = Number.parseInt(header(request, 'CSeq') ?? '', 10);
    if (!(number > this.#heard)) return;
    this.#heard = number;
    const state = header(request, 'subscription-state') ?? '';
    if (/^\s*terminated/i.test(state)) this.expiresAt = undefined;
    else if (this.#autoExtend) this.#extend(secondsIn(/expires\s*=\s*([0-9]+)/i.exec(state)?.[1]), now);
    this.#tell(request);
  }

  #extend(seconds: number | undefined, now: number): void {
    if (seconds === undefined) return;
    this.expiresAt = seconds === 0 ? undefined : now + seconds * 1000;
  }

  #tell(message: SipRequest | SipResponse): void {
    const { body } = message;
    if (body.length > 0) this.wish.told({ type: header(message, 'Content-Type') ?? '', body });
  }
}

function secondsIn(text: string | undefined): number | undefined {
  return text !== undefined && /^\s*[0-9]{1,9}\s*$/.test(text) ? Number(text) : undefined;
}
