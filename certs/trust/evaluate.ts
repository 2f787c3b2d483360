import { HarnessError } from '../../harness/foundation/errors/index.js';
import { keyObjection, signatureObjection } from './acceptance.js';
import type { Anchor, AnchorOrigin } from './anchor.js';
import { type CertificateSummary, type ParsedCertificate, parseCertificate } from './certificate.js';
import { judgeName } from './names.js';
import { climb, type PathEnd } from './paths.js';
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
  /** Default: Lync Phone Edition. */
  readonly profile?: TrustProfile;
}

/** Most certificates looked at in one handshake; TLS allows more, no server sends a third of this. */
export const MAX_PRESENTED = 32;

type Refusal = Extract<Verdict, { trusted: false }>;

/**
 * Whether a phone trusts a server: path building to an anchor with every signature checked, then dates, anchor dates,
 * algorithms and the name. When several paths exist, one good one is enough; otherwise the one that got furthest is
 * reported. Never throws for bad certificates: they give `malformed`. Source: acceptance table of the trust profile;
 * that a real phone checks in this order is inferred.
 */
export function evaluateChain(question: ChainQuestion): Verdict {
  const { presented, at, name, profile = lpeTrustProfile } = question;
  if (presented.length > MAX_PRESENTED) return malformed(`The server sent more than ${MAX_PRESENTED} certificates.`);
  const [leafDer, ...others] = presented;
  if (leafDer === undefined) return malformed('The server sent no certificate.');
  let leaf: ParsedCertificate;
  let rest: ParsedCertificate[];
  try {
    leaf = parseCertificate(leafDer);
    rest = distinct([...others, ...(question.intermediates ?? [])]).map(parseCertificate);
  } catch (error) {
    if (error instanceof HarnessError) return malformed(error.message);
    throw error;
  }
  const ends = climb({ leaf, others: rest, anchors: question.anchors, profile });
  const verdicts = ends.map((end) => ({ end, verdict: judge(end, at, name, profile) }));
  const trusted = verdicts.find(({ verdict }) => verdict.trusted);
  if (trusted !== undefined) return trusted.verdict;
  const furthest = verdicts.toSorted((a, b) => reach(b.end) - reach(a.end))[0];
  return furthest?.verdict ?? malformed('No path could be tried.');
}

function judge(end: PathEnd, at: Date, name: string, profile: TrustProfile): Verdict {
  if (end.kind === 'broken') return refuse(end.path, end.reason, end.sentence, end.at);
  const { anchor, anchorCertificate, path } = end;
  const whole =
    anchorCertificate === undefined || path.includes(anchorCertificate) ? path : [...path, anchorCertificate];
  const weak = anchorCertificate === undefined ? undefined : keyObjection(anchorCertificate, profile);
  if (weak?.is === 'refuse') {
    return refuse(
      whole,
      weak.reason,
      `The phone does not accept ${weak.what} of "${anchor.subject}".`,
      anchorCertificate,
    );
  }
  return judgeDates(whole, anchor, at, profile) ?? judgeLeaf(whole, anchor, name, profile);
}

function judgeDates(path: readonly ParsedCertificate[], anchor: Anchor, at: Date, profile: TrustProfile) {
  for (const one of path) {
    if (one.summary.thumbprint === anchor.thumbprint) continue;
    const { subject, notBefore, notAfter } = one.summary;
    if (at > notAfter) {
      return refuse(path, 'expired', `"${subject}" ended on ${day(notAfter)}; the phone's date is ${day(at)}.`, one);
    }
    if (at < notBefore) {
      const sentence = `"${subject}" begins on ${day(notBefore)}; the phone's date is ${day(at)}.`;
      return refuse(path, 'not-yet-valid', sentence, one);
    }
  }
  const last = path.find((one) => one.summary.thumbprint === anchor.thumbprint);
  if (at > anchor.notAfter && profile.expiredAnchor.is === 'refuse') {
    const sentence = `The trusted root "${anchor.subject}" ended on ${day(anchor.notAfter)}; the phone's date is ${day(at)}.`;
    return refuse(path, 'anchor-expired', sentence, last);
  }
  if (at < anchor.notBefore) {
    const sentence = `The trusted root "${anchor.subject}" begins on ${day(anchor.notBefore)}; the phone's date is ${day(at)}.`;
    return refuse(path, 'not-yet-valid', sentence, last);
  }
  return undefined;
}

function judgeLeaf(path: readonly ParsedCertificate[], anchor: Anchor, name: string, profile: TrustProfile): Verdict {
  const leaf = path[0];
  if (leaf === undefined) return malformed('The server sent no certificate.');
  const match = judgeName(leaf, name, profile);
  if (!match.matches) return refuse(path, 'name-mismatch', match.sentence, leaf);
  const warnings = [...match.warnings, ...serverAuthWarnings(leaf, profile)];
  for (const one of path) {
    if (one.summary.thumbprint === anchor.thumbprint) continue;
    for (const objection of [keyObjection(one, profile), signatureObjection(one, profile)]) {
      if (objection !== undefined)
        warnings.push(`"${one.summary.subject}" has ${objection.what}. ${objection.because}`);
    }
  }
  const summaries = path.map((one) => one.summary);
  return { trusted: true, path: summaries, anchor: anchor.id, anchorOrigin: anchor.origin, warnings };
}

/** id-kp-serverAuth, RFC 5280 4.2.1.12. Node calls the extended key usages `keyUsage`. */
function serverAuthWarnings(leaf: ParsedCertificate, profile: TrustProfile): string[] {
  const usages: readonly string[] | undefined = leaf.x509.keyUsage;
  if (usages === undefined || usages.includes('1.3.6.1.5.5.7.3.1') || profile.noServerAuth.is === 'accept') return [];
  return [`"${leaf.summary.subject}" is not for server authentication. ${profile.noServerAuth.because}`];
}

/** An anchored path explains more than a broken one, and a longer one more than a shorter. */
function reach(end: PathEnd): number {
  return (end.kind === 'anchored' ? 1000 : 0) + end.path.length;
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

function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);
}
