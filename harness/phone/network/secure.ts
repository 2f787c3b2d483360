import type { Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { type Anchor, alertFor, evaluateChain, type TrustProfile, type Verdict } from '../../../certs/trust/index.js';
import { HarnessError } from '../../foundation/errors/index.js';
import { connectTls, type RefusalShape } from '../../tls/index.js';
import type { TlsOffer } from '../models/index.js';
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
  readonly offer: TlsOffer;
  readonly refusal: RefusalShape;
  readonly profile: TrustProfile;
  /** Built in and delivered. */
  anchors(): readonly Anchor[];
  intermediates(): readonly Buffer[];
  readonly date: PhoneDate;
  readonly record: PhoneRecord;
  readonly clock: WaitingClock;
}

/**
 * TLS on a connection to `host`, whose certificates the phone judges itself, on its own date. No SNI: these phones
 * do not send it.
 * @throws ServerUntrusted, or HarnessError TLS_REFUSED, TLS_NOT_TLS, TLS_TIMEOUT, TLS_SUITES_UNAVAILABLE
 */
export async function secure(stream: Socket, host: string, trust: TrustQuestion): Promise<TLSSocket> {
  let refused: Refusal | undefined;
  const judge = (presented: readonly Buffer[]) => {
    const verdict = verdictOn(presented, host, trust);
    if (verdict.trusted) return { accept: true };
    refused = verdict;
    return { accept: false, alert: alertFor(verdict.reason) };
  };
  try {
    return await connectTls(stream, { ...trust.offer, judge, refusal: trust.refusal, clock: trust.clock });
  } catch (error) {
    if (refused === undefined) throw error;
    throw new ServerUntrusted(host, refused, trust.refusal, error);
  }
}

function verdictOn(presented: readonly Buffer[], host: string, trust: TrustQuestion): Verdict {
  const verdict = evaluateChain({
    presented,
    anchors: trust.anchors(),
    intermediates: trust.intermediates(),
    at: trust.date.now(),
    name: host,
    profile: trust.profile,
  });
  const path = verdict.path.map(({ subject }) => subject);
  trust.record(
    'phone.certificate-verdict',
    verdict.trusted
      ? { host, trusted: true, path, anchor: verdict.anchor }
      : { host, trusted: false, path, reason: verdict.reason, sentence: verdict.sentence },
  );
  return verdict;
}
