import type { JournalEvent } from '../journal/index.js';
import type { Evidence } from './evidence.js';

/** Milliseconds after which a resolver has asked again at least once; later answers may find nobody listening. */
export const LATE_MS = 2_500;

/** The SRV records that lead to a Registrar, by their first labels. */
const registrarServices = /^_sip(internaltls\._tcp|internal\._tcp|\._tls)\./i;
const registrarHosts = /^sip(internal|external)?\./i;

/** An SRV record as the journal presents it. */
export interface ToldService {
  readonly event: JournalEvent<'dns.answer'>;
  /** Domain the record stands in. */
  readonly domain: string;
  readonly host: string;
  readonly port: number;
}

/** Nothing of this device ever arrived at a Front End. */
export function frontEndNeverReached(evidence: Evidence): boolean {
  return !evidence.events.some(({ service }) => service === 'front-end');
}

/** Answers about SRV records of a Registrar, in the order given. */
export function registrarLookUps(evidence: Evidence): JournalEvent<'dns.answer'>[] {
  return evidence
    .all('dns.answer')
    .filter(({ name, recordType }) => recordType === 'SRV' && registrarServices.test(name));
}

/** Answers about the host names a phone falls back to. */
export function fallbackLookUps(evidence: Evidence): JournalEvent<'dns.answer'>[] {
  return evidence.all('dns.answer').filter(({ name, recordType }) => recordType === 'A' && registrarHosts.test(name));
}

/** The Registrars that SRV records told of. */
export function toldServices(evidence: Evidence): ToldService[] {
  return registrarLookUps(evidence).flatMap((event) =>
    event.answers.flatMap((text) => {
      const [, port, host] = /^\d+ \d+ (\d+) (\S+)$/.exec(text) ?? [];
      if (port === undefined || host === undefined) return [];
      return [{ event, domain: event.name.split('.').slice(2).join('.').toLowerCase(), host, port: Number(port) }];
    }),
  );
}

/** The last answer about the addresses of a host. */
export function addressAnswer(evidence: Evidence, host: string): JournalEvent<'dns.answer'> | undefined {
  const wanted = host.toLowerCase();
  return evidence
    .all('dns.answer')
    .findLast(({ name, recordType }) => recordType === 'A' && name.toLowerCase() === wanted);
}

/** The host of the certificate service and those of Option 120, with the DHCP answer that told them. */
export function toldByDhcp(
  evidence: Evidence,
): { readonly event: JournalEvent<'dhcp.reply'>; readonly host: string }[] {
  return evidence.all('dhcp.reply').flatMap((event) => {
    const url = /^[a-z]+:\/\/([^:/]+)/i.exec(event.certificateService ?? '')?.[1];
    return [...(url === undefined ? [] : [url]), ...(event.sipServers ?? [])].map((host) => ({ event, host }));
  });
}

/** Whether the server spoke as the one who owns the name (RFC 1035, section 4.1.1: AA); unknown counts as yes. */
export function isAuthoritative({ raw }: JournalEvent<'dns.answer'>): boolean {
  const flags = Buffer.from(raw ?? '', 'base64')[2];
  return flags === undefined || (flags & 0x04) !== 0;
}

/** What an answer told, as half a sentence. */
export function answerWords({ name, recordType, code, answers }: JournalEvent<'dns.answer'>): string {
  const told = code === 'NOERROR' ? answers.join(', ') || 'the name exists, without such a record' : code;
  return `DNS answered ${name} ${recordType}: ${told}`;
}
