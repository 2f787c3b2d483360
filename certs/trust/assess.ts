import { type Anchor, substituteStandIns } from './anchor.js';
import { type ChainQuestion, evaluateChain, type Verdict } from './evaluate.js';
import { ownName, type ServerKind } from './names.js';
import { type TrustProfile, trustProfileFor } from './profile.js';
import type { Remedy, Situation } from './remedies/remedy.js';
import { remediesFor } from './remedies/search.js';
import { firmwareAnchors } from './trust-store.js';

/** A phone, a moment, and what it was given beside its firmware. */
export interface AssessmentOptions {
  /** Four numbers. */
  readonly firmware: string;
  /** The phone's date. */
  readonly at: Date;
  /** Host the phone calls. Default: the first name of the certificate itself, so that the name always fits. */
  readonly name?: string;
  readonly kind?: ServerKind;
  /** Delivered by the certificate web service or Active Directory. */
  readonly extraAnchors?: readonly Anchor[];
  readonly intermediates?: readonly Buffer[];
  /** Minted in place of real roots. */
  readonly standIns?: readonly { readonly anchor: string; readonly certificate: Buffer }[];
  /** Default: that of the firmware. */
  readonly profile?: TrustProfile;
  /** DER of authorities that could be published or sent, for the remedies. */
  readonly authorities?: readonly Buffer[];
}

/** A verdict; a refusal with what would change it. */
export type Assessment =
  | Extract<Verdict, { trusted: true }>
  | (Extract<Verdict, { trusted: false }> & { readonly remedies: readonly Remedy[] });

/**
 * What a phone with that firmware thinks of a chain (DER, leaf first), and what would help. Never throws for bad
 * certificates. Errors: FIRMWARE_INVALID.
 */
export function evaluate(chain: readonly Buffer[], options: AssessmentOptions): Assessment {
  const situation = situationOf(chain, options);
  const verdict = evaluateChain(situation.question);
  if (verdict.trusted) return verdict;
  if (verdict.reason === 'malformed') return { ...verdict, remedies: [] };
  const authorities = [...chain, ...(options.intermediates ?? []), ...(options.authorities ?? [])];
  const remedies = remediesFor(situation, verdict, {
    authorities,
    withFirmware: (from, firmware) => ({
      ...from,
      firmware,
      question: { ...from.question, ...firmwareParts(options, firmware) },
    }),
  });
  return { ...verdict, remedies };
}

function situationOf(chain: readonly Buffer[], options: AssessmentOptions): Situation {
  const { at, firmware, intermediates = [], kind = 'sip' } = options;
  const name = options.name ?? ownName(chain[0]);
  const question: ChainQuestion = {
    presented: chain,
    intermediates,
    at,
    name,
    kind,
    ...firmwareParts(options, firmware),
  };
  return { firmware, question, whatIf: {} };
}

function firmwareParts({ extraAnchors = [], profile, standIns = [] }: AssessmentOptions, firmware: string) {
  return {
    anchors: [...substituteStandIns(firmwareAnchors(firmware), standIns), ...extraAnchors],
    profile: profile ?? trustProfileFor(firmware),
  };
}
