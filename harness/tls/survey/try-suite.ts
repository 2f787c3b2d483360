import type { Duplex } from 'node:stream';
import { versionName } from '../../wire/tls/index.js';
import { memoryPair } from '../memory-pair.js';
import type { TlsEngineName, TlsObservation } from '../observation.js';
import type { ServedSuite } from '../settings/index.js';
import { versionNumber } from '../settings/version.js';
import { offerSuite, type SuiteOffer } from './offer-suite.js';

/** A port as its server opens it, without its socket. */
export interface SurveyedPort {
  /** Serves one connection; what it sees goes to `observe`. Rejects when the handshake fails. */
  accept(stream: Duplex, observe: (observation: TlsObservation) => void): Promise<Duplex>;
  /** SNI of the tries; none when absent. */
  readonly serverName?: string;
}

/** One suite at one version, as tried. */
export interface TriedSuite {
  /** `TLS 1.0` to `TLS 1.3`. */
  readonly version: string;
  /** IANA's name. */
  readonly suite: string;
  readonly opensslName: string;
  /** Who completed a handshake with it; `none`: nobody does. */
  readonly engine: TlsEngineName | 'none';
  /** A whole handshake, or only a hello where nothing on this machine can speak the suite at that version. */
  readonly tried: 'handshake' | 'hello';
  /** Why nobody serves it: the settings' or the machine's reason, else what was seen. */
  readonly note?: string;
  /** The outcome is not what the port's own table says; a defect of the harness. */
  readonly unexpected?: true;
}

/**
 * Offers one suite at one version to a port, alone, over a connection inside the process, and says what came of it.
 * `expected` is what the port's settings say; the outcome is what the handshake says.
 */
export async function trySuite(port: SurveyedPort, expected: ServedSuite): Promise<TriedSuite> {
  const version = versionName(versionNumber(expected.version));
  const { suite, opensslName } = expected;
  const [near, far] = memoryPair();
  const seen: TlsObservation[] = [];
  let offer: SuiteOffer | undefined;
  // Nobody here can finish what a hello alone began.
  const leaveUnfinished = () => {
    if (offer?.tried === 'hello' && seen.some(({ type }) => type === 'server-flight')) offer.abandon();
  };
  const accepted = port
    .accept(far, (observation) => {
      seen.push(observation);
      leaveUnfinished();
    })
    .then(
      (stream) => stream,
      () => undefined,
    );
  offer = offerSuite(near, expected, port.serverName);
  leaveUnfinished();
  const stream = await accepted;
  offer.abandon();
  stream?.destroy();
  const outcome = outcomeOf(seen, version, suite);
  const engine = outcome.engine ?? 'none';
  const row: TriedSuite = { version, suite, opensslName, engine, tried: offer.tried };
  const surprise = engine === expected.engine ? {} : { unexpected: true as const };
  if (engine !== 'none') return { ...row, ...surprise };
  const note = expected.engine === 'none' ? expected.note : outcome.why;
  return { ...row, ...surprise, ...(note === undefined ? {} : { note }) };
}

function outcomeOf(
  seen: readonly TlsObservation[],
  version: string,
  suite: string,
): { readonly engine?: TlsEngineName; readonly why?: string } {
  for (const observation of seen) {
    if (observation.type === 'established' && observation.version === version && observation.suite === suite) {
      return { engine: observation.engine };
    }
    if (observation.type === 'refused') {
      const { by, how, alert, detail } = observation;
      return {
        why: `${by === 'phone' ? 'the client' : 'the port'} ended it (${alert ?? how})${detail ? `: ${detail}` : ''}`,
      };
    }
  }
  return { why: 'another suite or version was agreed upon' };
}
