import type { JournalEvent } from '../journal/index.js';
import type { Evidence } from './evidence.js';

const VENDOR_SPECIFIC = 43;

/** The last time the device asked DHCP for its certificate service, and who answered what. */
export interface LocationQuestion {
  readonly asked: JournalEvent<'dhcp.request'>;
  /** In the order in which they left. */
  readonly replies: readonly JournalEvent<'dhcp.reply'>[];
}

export function locationQuestion(evidence: Evidence): LocationQuestion | undefined {
  const asked = evidence
    .all('dhcp.request')
    .filter((event) => event.asked.includes(VENDOR_SPECIFIC) && /^ms-uc-client$/i.test(event.vendorClass ?? ''))
    .at(-1);
  if (!asked) return undefined;
  return { asked, replies: evidence.all('dhcp.reply').filter((event) => event.seq > asked.seq) };
}

/** Got an answer of the web ticket service: its address was good. */
export function foundTicketService(evidence: Evidence): boolean {
  return evidence.all('web-ticket.issued').length + evidence.all('web-ticket.refused').length > 0;
}

/** Reached the certificate service, or a Front End without it: DHCP was good enough. */
export function cameFurther(evidence: Evidence): boolean {
  if (evidence.all('web-ticket.issued').length + evidence.all('root-chain.served').length > 0) return true;
  return evidence.all('tls.client-hello').some((event) => event.service === 'front-end');
}

/** The host in a URL; undefined in one that is none. */
export function hostOf(url: string): string | undefined {
  return /^[a-z][a-z0-9+.-]*:\/\/([^/:]+)/i.exec(url)?.[1]?.toLowerCase();
}

/** DNS said that this name does not exist, and never said otherwise. */
export function nameIsGone(evidence: Evidence, name: string): JournalEvent<'dns.answer'> | undefined {
  const answers = evidence.all('dns.answer').filter((event) => event.name.toLowerCase() === name);
  return answers.some(({ code, answers: values }) => code === 'NOERROR' && values.length > 0)
    ? undefined
    : answers.find(({ code }) => code === 'NXDOMAIN');
}
