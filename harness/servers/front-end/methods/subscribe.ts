import { header, headerValues, listValues, parseAddress, type SipHeader } from '../../../wire/sip/index.js';
import type { FrontEndCore } from '../core.js';
import type { Dialog } from '../dialogs/dialog.js';
import { addressOf } from '../exchange.js';
import { SUBSCRIPTION_SECONDS } from '../limits.js';
import { refusalReply } from '../refusals.js';
import { ALLOW_EVENTS } from '../register/allow-events.js';
import { contactOverConnection } from '../register/contacts.js';
import type { Reply } from '../reply.js';
import { newTag } from '../response.js';
import type { EventPackage, FirstNotification } from '../subscriptions/event-package.js';
import { subscriptionOf, toTagOf } from '../subscriptions/in-dialog.js';
import { eventPackage } from '../subscriptions/index.js';
import type { Method, SignedExchange } from './method.js';

/**
 * SUBSCRIBE: the first notification goes into the 200 (MS-SIP 3.6), later ones are BENOTIFYs in the dialog. An unknown
 * package is a 489, which leaves a client signed in (RFC 6665 8.3.2, observed of pidgin-sipe).
 */
export const subscribe: Method = (exchange, core) => {
  const { request } = exchange;
  const event = (header(request, 'Event') ?? '').replace(/;.*$/s, '').trim();
  const found = eventPackage(event);
  if (!found) return badEvent;
  const asked = secondsOf(header(request, 'Expires'));
  const known = subscriptionOf(exchange, core);
  // In a dialog nobody remembers: the client must subscribe anew (RFC 6665 4.4.1).
  if (toTagOf(request) !== undefined && known?.event !== found.name) {
    return { status: 481, reason: 'Subscription Does Not Exist' };
  }
  const first = found.first(exchange, core);
  if ('errorId' in first) return refusalReply(first, core.fqdn);
  const seconds = Math.min(asked ?? SUBSCRIPTION_SECONDS, SUBSCRIPTION_SECONDS);
  const dialog = dialogOf(exchange, known?.dialog);
  remember(exchange, core, { event: found.name, dialog, seconds, first });
  core.recorder.record(
    'front-end.subscribed',
    { user: exchange.user, event: found.name, expires: seconds, refresh: known !== undefined },
    { device: exchange.link.device, connection: exchange.link.id },
  );
  return granted(core, found, first, seconds, dialog);
};

const badEvent: Reply = {
  status: 489,
  reason: 'Bad Event',
  after: [{ name: 'Allow-Events', value: ALLOW_EVENTS }],
};

/** Keeps, refreshes or ends the subscription. */
function remember(
  { request, user }: SignedExchange,
  core: FrontEndCore,
  granting: {
    readonly event: string;
    readonly dialog: Dialog;
    readonly seconds: number;
    readonly first: FirstNotification;
  },
): void {
  const { dialog, event, first, seconds } = granting;
  if (seconds === 0) {
    core.subscriptions.end(user, dialog.callId);
    return;
  }
  const tokens = [...headerValues(request, 'Supported'), ...headerValues(request, 'Proxy-Require')]
    .flatMap(listValues)
    .map((token) => token.toLowerCase());
  core.subscriptions.add({
    event,
    dialog,
    expiresAt: core.context.clock.elapsed() + seconds * 1000,
    autoExtend: tokens.includes('com.microsoft.autoextend'),
    benotify: tokens.includes('ms-benotify'),
    seconds,
    watched: first.watched ?? [],
    categories: first.categories,
  });
}

/**
 * The server's side of the dialog a SUBSCRIBE begins or goes on in, over the connection it came by. The piggybacked
 * notification counts as one of the server's requests; a refresh may give another Contact (RFC 6665 4.1.2.2).
 */
function dialogOf({ endpoint, epid, from, link, request, user }: SignedExchange, known: Dialog | undefined): Dialog {
  const contact = header(request, 'Contact');
  const target = contact === undefined ? undefined : contactOverConnection(uriOf(contact), link.cid);
  if (known) return { ...known, contact: target ?? known.contact, connection: link.id, cseq: known.cseq + 1 };
  return {
    user,
    endpoint: endpoint ?? '',
    epid,
    callId: header(request, 'Call-ID') ?? '',
    localTag: newTag(),
    remoteTag: from.parameters.get('tag') ?? '',
    localUri: parseAddress(header(request, 'To') ?? '').uri,
    remoteUri: from.uri,
    contact: target ?? `sip:${addressOf(from.uri)}`,
    connection: link.id,
    cseq: 1,
  };
}

function uriOf(contact: string): string {
  return parseAddress(listValues(contact)[0] ?? '').uri;
}

function granted(
  core: FrontEndCore,
  { name }: EventPackage,
  first: FirstNotification,
  seconds: number,
  { cseq, localTag }: Dialog,
): Reply {
  const state = seconds === 0 ? 'terminated;expires=0' : `active;expires=${seconds}`;
  const headers: SipHeader[] = [
    { name: 'Contact', value: `<sip:${core.fqdn}:5061;transport=tls>` },
    { name: 'Expires', value: String(seconds) },
    { name: 'Event', value: name },
    { name: 'subscription-state', value: state },
    { name: 'ms-piggyback-cseq', value: String(cseq) },
    { name: 'Supported', value: 'ms-benotify, ms-piggyback-first-notify' },
    { name: 'Supported', value: 'com.microsoft.autoextend' },
    ...(first.headers ?? []),
  ];
  return { status: 200, reason: 'OK', after: headers, body: first.body, toTag: localTag };
}

function secondsOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;
}
