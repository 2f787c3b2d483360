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
  const tag = parseAddress(header(request, 'To') ?? '').parameters.get('tag');
  const known = core.subscriptions.find(exchange.user, header(request, 'Call-ID') ?? '');
  // In a dialog nobody remembers: the client must subscribe anew (RFC 6665 4.4.1).
  if (tag !== undefined && known === undefined) return { status: 481, reason: 'Subscription Does Not Exist' };
  const first = found.first(exchange, core);
  if ('errorId' in first) return refusalReply(first, core.fqdn);
  const seconds = Math.min(asked ?? SUBSCRIPTION_SECONDS, SUBSCRIPTION_SECONDS);
  const localTag = known?.dialog.localTag ?? tag ?? newTag();
  const cseq = remember(exchange, core, found, seconds, localTag, first);
  core.recorder.record(
    'front-end.subscribed',
    { user: exchange.user, event: found.name, expires: seconds, refresh: known !== undefined },
    { device: exchange.link.device, connection: exchange.link.id },
  );
  return granted(core, found, first, seconds, localTag, cseq);
};

const badEvent: Reply = {
  status: 489,
  reason: 'Bad Event',
  after: [{ name: 'Allow-Events', value: ALLOW_EVENTS }],
};

/** Keeps, refreshes or ends the subscription; the CSeq its piggybacked notification counts as. */
function remember(
  exchange: SignedExchange,
  core: FrontEndCore,
  { name }: EventPackage,
  seconds: number,
  localTag: string,
  first: FirstNotification,
): number {
  const { link, request, user } = exchange;
  const callId = header(request, 'Call-ID') ?? '';
  const known = core.subscriptions.find(user, callId);
  const dialog = known?.dialog ?? dialogOf(exchange, localTag);
  dialog.connection = link.id;
  dialog.cseq++;
  if (seconds === 0) {
    core.subscriptions.end(user, callId);
    return dialog.cseq;
  }
  const tokens = [...headerValues(request, 'Supported'), ...headerValues(request, 'Proxy-Require')]
    .flatMap(listValues)
    .map((token) => token.toLowerCase());
  core.subscriptions.add({
    event: name,
    dialog,
    expiresAt: core.context.clock.elapsed() + seconds * 1000,
    autoExtend: tokens.includes('com.microsoft.autoextend'),
    benotify: tokens.includes('ms-benotify'),
    seconds,
    watched: first.watched ?? [],
  });
  return dialog.cseq;
}

/** The server's side of the dialog a SUBSCRIBE begins. */
function dialogOf({ endpoint, epid, from, link, request, user }: SignedExchange, localTag: string): Dialog {
  const contact = header(request, 'Contact');
  return {
    user,
    endpoint: endpoint ?? '',
    epid,
    callId: header(request, 'Call-ID') ?? '',
    localTag,
    remoteTag: from.parameters.get('tag') ?? '',
    localUri: parseAddress(header(request, 'To') ?? '').uri,
    remoteUri: from.uri,
    contact: contact === undefined ? `sip:${addressOf(from.uri)}` : contactOverConnection(uriOf(contact), link.cid),
    connection: link.id,
    cseq: 0,
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
  toTag: string,
  cseq: number,
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
  return { status: 200, reason: 'OK', after: headers, body: first.body, toTag };
}

function secondsOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value.trim()) ? Number(value) : undefined;
}
