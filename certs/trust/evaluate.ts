import { HarnessError } from '../../harness/foundation/errors/index.js';
import type { Anchor, AnchorOrigin } from './anchor.js';
import { type CertificateSummary, type ParsedCertificate, parseOnce } from './certificate.js';
import { checks } from './checks.js';
import type { ServerKind } from './names.js';
import { type Amendment, climb, type PathEnd } from './paths.js';
import { lpeTrustProfile, type TrustProfile } from './profile.js';
import type { RefusalReason } from './refusals.js';

/** What a phone decided about a server's certificates, and why. */
export type Verdict =
  | {
      trusted: true;
      /** Leaf first, the anchor last when its certificate is known. */
      path: CertificateSummary[];
      /** Id of the anchor the path ends at. */
      anchor: string;
      anchorOrigin: AnchorOrigin;
      /** Sentences on what the emulated phone takes but a real one might not. */
      warnings: string[];
    }
  | {
      trusted: false;
      reason: RefusalReason;
      /** What is wrong, for the administrator. */
      sentence: string;
      /** The certificate that is at fault. */
      at?: CertificateSummary;
      path: CertificateSummary[];
    };

export interface ChainQuestion {
  /** DER as the server sent them: the leaf, then whatever else, in any order. */
  readonly presented: readonly Buffer[];
  readonly anchors: readonly Anchor[];
  /** Delivered earlier (web service, directory); help to complete a chain, trusted by nobody. */
  readonly intermediates?: readonly Buffer[];
  /** The phone's date. */
  readonly at: Date;
  /** The host the phone wanted to reach. */
  readonly name: string;
  /** Default: a SIP server, whose names may not be wildcards. */
  readonly kind?: ServerKind;
  /** Default: Lync Phone Edition. */
  readonly profile?: TrustProfile;
}

/** Most certificates looked at in one handshake; TLS allows more, no server sends a third of this. */
export const MAX_PRESENTED = 32;

export type Refusal = Extract<Verdict, { trusted: false }>;

/** What a remedy would change, to ask again with it applied. */
export interface WhatIf {
  readonly amend?: Amendment;
  readonly assumedRoots?: readonly string[];
}

/**
 * Whether a phone trusts a server: path building to an anchor with every signature checked, then dates, anchor dates,
 * authorities, names and uses. When several paths exist, one good one is enough; otherwise the one that got furthest is
 * reported. Never throws for bad certificates: they give `malformed`. Source: acceptance table of the trust profile;
 * that a real phone checks in this order is inferred.
 */
export function evaluateChain(question: ChainQuestion, whatIf: WhatIf = {}): Verdict {
  const { presented, profile = lpeTrustProfile } = question;
  const amend = whatIf.amend ?? ((certificate) => certificate);
  if (presented.length > MAX_PRESENTED) return malformed(`The server sent more than ${MAX_PRESENTED} certificates.`);
  const [leafDer, ...others] = presented;
  if (leafDer === undefined) return malformed('The server sent no certificate.');
  let leaf: ParsedCertificate;
  let rest: ParsedCertificate[];
  try {
    leaf = amend(parseOnce(leafDer));
    rest = distinct([...others, ...(question.intermediates ?? [])]).map((der) => amend(parseOnce(der)));
  } catch (error) {
    if (error instanceof HarnessError) return malformed(error.message);
    throw error;
  }
  const ends = climb({ leaf, others: rest, anchors: question.anchors, profile, ...whatIf });
  const judged = ends.map((end) => judge(end, leaf, { ...question, profile }));
  const trusted = judged.find(({ verdict }) => verdict.trusted);
  if (trusted !== undefined) return trusted.verdict;
  return judged.toSorted((a, b) => b.reach - a.reach)[0]?.verdict ?? malformed('No path could be tried.');
}

interface Judged {
  readonly verdict: Verdict;
  /** How far the path got: an anchored one explains more than a broken one, a later check more than an earlier. */
  readonly reach: number;
}

function judge(end: PathEnd, leaf: ParsedCertificate, question: ChainQuestion & { profile: TrustProfile }): Judged {
  const { at, kind = 'sip', name, profile } = question;
  if (end.kind === 'broken') {
    return { verdict: refuse(end.path, end.reason, end.sentence, end.at), reach: end.path.length };
  }
  const { anchor, anchorCertificate, path: below } = end;
  const known = anchorCertificate === undefined || below.includes(anchorCertificate);
  const path = known ? below : [...below, anchorCertificate];
  const warnings: string[] = [];
  for (const [step, check] of checks.entries()) {
    for (const one of check({ path, below, leaf, anchor, anchorCertificate, at, name, kind, profile })) {
      if (one?.is === 'refuse') {
        return { verdict: refuse(path, one.reason, one.sentence, one.at), reach: 1000 * (step + 1) + path.length };
      }
      if (one !== undefined) warnings.push(one.sentence);
    }
  }
  const summaries = path.map((one) => one.summary);
  const verdict = { trusted: true, path: summaries, anchor: anchor.id, anchorOrigin: anchor.origin, warnings } as const;
  return { verdict, reach: Number.POSITIVE_INFINITY };
}

function refuse(
  path: readonly ParsedCertificate[],
  reason: RefusalReason,
  sentence: string,
  at: ParsedCertificate | undefined,
): Refusal {
  const summaries = path.map((one) => one.summary);
  return { trusted: false, reason, sentence, path: summaries, ...(at === undefined ? {} : { at: at.summary }) };
}

function malformed(sentence: string): Refusal {
  return { trusted: false, reason: 'malformed', sentence, path: [] };
}

function distinct(certificates: readonly Buffer[]): Buffer[] {
  return certificates.filter((one, index) => certificates.findIndex((other) => other.equals(one)) === index);
}
