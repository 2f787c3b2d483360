import type { EventType } from './events/index.js';

/** Every event type, once; the compiler refuses a missing or an unknown one. */
const known: Record<EventType, true> = {
  'lab.started': true,
  'lab.stopped': true,
  'control.request': true,
  'clock.advanced': true,
  'harness.error': true,
  'dhcp.request': true,
  'dhcp.reply': true,
  'dhcp.ignored': true,
  'dns.query': true,
  'dns.answer': true,
  'dns.ignored': true,
  'ntp.request': true,
  'ntp.reply': true,
  'ntp.ignored': true,
  'connection.opened': true,
  'connection.closed': true,
  'tls.client-hello': true,
  'tls.not-tls': true,
  'tls.server-flight': true,
  'tls.established': true,
  'tls.refused': true,
  'web.request': true,
  'web.response': true,
  'web.unknown-request': true,
  'root-chain.served': true,
  'root-chain.refused': true,
  'web-ticket.issued': true,
  'web-ticket.refused': true,
  'certificate.issued': true,
  'certificate.refused': true,
  'device-update.check': true,
  'device-update.answer': true,
  'front-end.request': true,
  'front-end.response': true,
  'front-end.subscribed': true,
  'front-end.sent': true,
  'front-end.answered': true,
  'front-end.invalid': true,
  'front-end.keep-alive': true,
  'front-end.register': true,
  'front-end.challenge': true,
  'front-end.signed-in': true,
  'front-end.signed-out': true,
  'front-end.refused': true,
  'phone.step': true,
  'phone.screen': true,
  'phone.certificate-verdict': true,
  'phone.outcome': true,
};

export const eventTypes = Object.keys(known) as EventType[];

export function isEventType(text: string): text is EventType {
  return Object.hasOwn(known, text);
}
