import type { Socket } from 'node:net';
import { type Anchor, alertFor, evaluateChain, type TrustProfile, type Verdict } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import {
  connectTls,
  type EngineSession,
  type PhoneTlsOffer,
  type RefusalShape,
  type TlsStream,
} from '../../tls/index.js';
import type { KeptSession } from '../memory.js';
import type { PhoneDate } from '../phone-date.js';
import type { PhoneRecord } from '../record.js';
import type { WaitingClock } from '../waiting.js';

export type Refusal = Extract<Verdict, { trusted: false }>;

/** The phone turned a server away, with all it knows about why. */
export class ServerUntrusted extends HarnessError {
  readonly host: string;
  readonly verdict: Refusal;
  readonly refusal: { readonly how: RefusalShape; readonly alert?: string };

  constructor(host: string, verdict: Refusal, how: RefusalShape, cause: unknown) {
    super('PHONE_SERVER_UNTRUSTED', { host, sentence: verdict.sentence }, { cause });
    this.host = host;
    this.verdict = verdict;
    this.refusal = how === 'alert' ? { how, alert: alertFor(verdict.reason) } : { how };
  }
}

/** What the phone decides about servers with. */
export interface TrustQuestion {
  readonly offer: PhoneTlsOffer;
  readonly refusal: RefusalShape;
  readonly profile: TrustProfile;
  /** Built in and delivered. */
  anchors(): readonly Anchor[];
  intermediates(): readonly Buffer[];
  /** By host; absent for a phone that resumes none. */
  readonly sessions?: Map<string, KeptSession>;
  /** Gets the NSS key log line of every TLS connection. */
  readonly keyLog?: ((line: string) => void) | undefined;
  readonly date: PhoneDate;
  readonly record: PhoneRecord;
  readonly clock: WaitingClock;
}

/**
 * TLS on a connection to `host`, whose certificates the phone judges itself, on its own date.
 * @throws ServerUntrusted, or HarnessError TLS_REFUSED, TLS_NOT_TLS, TLS_TIMEOUT, TLS_SUITES_UNAVAILABLE
 */
export async function secure(stream: Socket, host: string, trust: TrustQuestion): Promise<TlsStream> {
  const { offer, refusal, clock, sessions, keyLog } = trust;
  const kept = resumable(host, trust);
  // What comes of this handshake takes its place; a session that a failure ended is not resumed (RFC 2246 7.2.2).
  sessions?.delete(host);
  let refused: Refusal | undefined;
  let presented: readonly Buffer[] | undefined;
  const judge = (chain: readonly Buffer[]) => {
    presented = chain;
    const verdict = verdictOn(chain, host, trust);
    record(verdict, host, trust);
    if (verdict.trusted) return { accept: true };
    refused = verdict;
    return { accept: false, alert: alertFor(verdict.reason) };
  };
  const keep = (session: EngineSession) => {
    if (presented !== undefined) sessions?.set(host, { session, presented });
  };
  try {
    const offered = kept === undefined ? {} : { session: kept.session };
    const socket = await connectTls(stream, { offer, judge, refusal, keep, keyLog, clock, ...offered });
    if (kept !== undefined && presented === undefined) sessions?.set(host, kept);
    recordTls(socket, host, trust);
    return socket;
  } catch (error) {
    if (refused === undefined) throw error;
    throw new ServerUntrusted(host, refused, trust.refusal, error);
  }
}

/**
 * The session to offer a host. A resumed handshake shows no certificate, so the chain it was made on is judged once
 * more: the phone does not resume what it would no longer trust, by its anchors and its date of now.
 */
function resumable(host: string, trust: TrustQuestion): KeptSession | undefined {
  const kept = trust.sessions?.get(host);
  return kept !== undefined && verdictOn(kept.presented, host, trust).trusted ? kept : undefined;
}

function verdictOn(presented: readonly Buffer[], host: string, trust: TrustQuestion): Verdict {
  return evaluateChain({
    presented,
    anchors: trust.anchors(),
    intermediates: trust.intermediates(),
    at: trust.date.now(),
    name: host,
    profile: trust.profile,
  });
}

function recordTls(socket: TlsStream, host: string, { record: tell }: TrustQuestion): void {
  const { name, standardName } = socket.getCipher();
  const version = socket.getProtocol() ?? 'unknown';
  tell('phone.secured', { host, version, suite: standardName ?? name, resumed: socket.isSessionReused() });
}

function record(verdict: Verdict, host: string, trust: TrustQuestion): void {
  const path = verdict.path.map(({ subject }) => subject);
  trust.record(
    'phone.certificate-verdict',
    verdict.trusted
      ? { host, trusted: true, path, anchor: verdict.anchor }
      : { host, trusted: false, path, reason: verdict.reason, sentence: verdict.sentence },
  );
}
