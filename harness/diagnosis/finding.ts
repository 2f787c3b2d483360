import type { JournalEvent } from '../journal/index.js';
import type { Evidence } from './evidence.js';

/** Why a device stopped, on the evidence of the wire. */
export interface Finding {
  readonly id: FindingId;
  /** What went wrong, one sentence with the names of this case. */
  readonly sentence: string;
  /** The events it rests on, each with what it shows. */
  readonly evidence: readonly { readonly seq: number; readonly shows: string }[];
  /** What the administrator should change, the surest cure first. */
  readonly remedies: readonly string[];
  /** Where the cause and its cure are documented. */
  readonly source: string;
}

export type FindingId =
  | 'self-signed'
  | 'wrong-pin'
  | 'pin-unusable'
  | 'number-not-unique'
  | 'pin-authentication-off'
  | 'web-certificate-authentication-off'
  | 'option-43-missing'
  | 'option-43-malformed'
  | 'option-43-stale'
  | 'two-dhcp-servers'
  | 'dhcp-unanswered'
  | 'address-refused'
  | 'certificate-service-unreachable'
  | 'chain-download-refused'
  | 'certificate-store-unavailable'
  | 'certificate-request-refused'
  | 'certificate-revoked'
  | 'certificate-expired'
  | 'registrar-certificate-authentication-off'
  | 'untrusted-root'
  | 'registrar-never-satisfied'
  | 'alternate-signature'
  | 'name-not-in-certificate'
  | 'built-in-root-expired'
  | 'downloaded-root-refused'
  | 'ticket-service-failed'
  | 'intermediate-published-as-root'
  | 'server-certificate-expired'
  | 'tls-version-refused'
  | 'no-common-cipher'
  | 'server-name-required'
  | 'exchange-untrusted'
  | 'chain-not-fetched-again'
  | 'authority-replaced'
  | 'certificate-replaced'
  | 'clock-wrong'
  | 'time-refused'
  | 'time-unreachable'
  | 'dns-refuses'
  | 'dns-late'
  | 'srv-other-domain'
  | 'srv-wrong-port'
  | 'host-address-missing'
  | 'registrar-not-named'
  | 'registrar-unreachable'
  | 'autodiscover-elsewhere'
  | 'autodiscover-loop'
  | 'autodiscover-untrusted'
  | 'autodiscover-user-refused'
  | 'autodiscover-wrong-server'
  | 'update-host-missing'
  | 'domain-controller-not-found'
  | 'domain-controller-unreachable'
  | 'directory-signing-required'
  | 'directory-bind-refused'
  | 'directory-search-failed'
  | 'authority-page-failed'
  | 'delivered-root-refused'
  | 'update-store-urls-missing'
  | 'update-signature-refused'
  | 'update-file-missing'
  | 'update-not-approved'
  | 'update-other-web-service'
  | 'update-rule-mismatch'
  | 'update-anonymous-outside'
  | 'update-loop'
  | 'update-store-full'
  | 'update-build-too-old'
  | 'update-lock-lost'
  | 'restart-loop'
  | 'update-untrusted-server';

/** One kind of finding: `explain` in general, `diagnose` for one device's events. */
export interface FindingKind {
  readonly id: FindingId;
  /** It spoils what a device has after it signed in, and is looked for there: alone, or there as well. */
  readonly afterSignIn?: 'alone' | 'as-well';
  /** The kind in one sentence. */
  explain(): string;
  diagnose(evidence: Evidence): Finding | undefined;
}

/** An event as evidence. */
export function shows(event: JournalEvent, text: string): { seq: number; shows: string } {
  return { seq: event.seq, shows: text };
}
