import { HarnessError } from '../foundation/errors/index.js';
import type { JournalEvent } from '../journal/index.js';
import { decodeNtp, type NtpPacket, ntpMode } from '../wire/ntp/index.js';
import type { Evidence } from './evidence.js';

/** Stratum of a clock that is not synchronised, and more (RFC 5905, section 7.3). */
const UNSYNCHRONISED_STRATUM = 16;
const UNSYNCHRONISED_LEAP = 3;

/** What one answer of the time server is to a client. */
export type TimeAnswerKind = 'usable' | 'kiss' | 'unsynchronised' | 'no-answer-to-it';

/** The answers a device got, each with what it is worth. */
export function timeAnswers(evidence: Evidence): { event: JournalEvent<'ntp.reply'>; kind: TimeAnswerKind }[] {
  return evidence.all('ntp.reply').map((event) => {
    const asked = evidence.all('ntp.request').findLast(({ seq }) => seq < event.seq);
    return { event, kind: kindOf(event, packetOf(event.raw), packetOf(asked?.raw)) };
  });
}

/** The phone asked who tells the time, or asked for it. */
export function askedForTime(evidence: Evidence): boolean {
  return evidence.all('ntp.request').length + timeLookUps(evidence).length > 0;
}

/** Answers about the time server's names. */
export function timeLookUps(evidence: Evidence): JournalEvent<'dns.answer'>[] {
  return evidence.all('dns.answer').filter(({ name }) => /^_ntp\._udp\.|^time\.windows\.com$/i.test(name));
}

/** A refusal by the phone that can be about certificates, at the Front End or the web services. */
export function certificateRefusal(evidence: Evidence): JournalEvent<'tls.refused'> | undefined {
  return evidence.standingRefusal('front-end') ?? evidence.standingRefusal('web');
}

function kindOf(
  { stratum, leap }: JournalEvent<'ntp.reply'>,
  answer: NtpPacket | undefined,
  asked: NtpPacket | undefined,
): TimeAnswerKind {
  if (stratum === 0) return 'kiss';
  if (leap === UNSYNCHRONISED_LEAP || stratum >= UNSYNCHRONISED_STRATUM) return 'unsynchronised';
  if (answer === undefined) return 'usable';
  const symmetric = asked !== undefined && asked.mode !== ntpMode.client;
  if (answer.mode !== ntpMode.server && !symmetric) return 'no-answer-to-it';
  if (answer.transmit === 0n || (asked !== undefined && answer.originate !== asked.transmit)) return 'no-answer-to-it';
  return 'usable';
}

function packetOf(raw: string | undefined): NtpPacket | undefined {
  try {
    return raw === undefined ? undefined : decodeNtp(Buffer.from(raw, 'base64'));
  } catch (error) {
    if (error instanceof HarnessError) return undefined;
    throw error;
  }
}
