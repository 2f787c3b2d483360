import { keyObjection, signatureObjection } from './acceptance.js';
import type { Anchor } from './anchor.js';
import type { ParsedCertificate } from './certificate.js';
import { nameOutside } from './name-constraints.js';
import { judgeName, type ServerKind } from './names.js';
import type { TrustProfile, TrustRule } from './profile.js';
import type { RefusalReason } from './refusals.js';

/** A path that ends at an anchor, and what it is judged by. */
export interface AnchoredPath {
  /** Leaf first, the anchor last when its certificate is known. */
  readonly path: readonly ParsedCertificate[];
  /** The same without the anchor, unless the leaf itself is the anchor. */
  readonly below: readonly ParsedCertificate[];
  readonly leaf: ParsedCertificate;
  readonly anchor: Anchor;
  readonly anchorCertificate: ParsedCertificate | undefined;
  readonly at: Date;
  readonly name: string;
  readonly kind: ServerKind;
  readonly profile: TrustProfile;
}

/** Something a profile does not simply accept. */
export interface Objected {
  readonly is: 'warn' | 'refuse';
  readonly reason: RefusalReason;
  readonly sentence: string;
  readonly at: ParsedCertificate | undefined;
}

type Check = (question: AnchoredPath) => readonly (Objected | undefined)[];

/** In the order a phone is taken to look (inferred): what is refused first is what it tells. */
export const checks: readonly Check[] = [
  anchorKey,
  dates,
  anchorDates,
  authorities,
  pathLengths,
  nameConstraints,
  serverName,
  leafUsage,
  weakness,
];

function anchorKey({ anchor, anchorCertificate, profile }: AnchoredPath) {
  if (anchorCertificate === undefined) return [];
  const objection = keyObjection(anchorCertificate, profile);
  // A built-in root of 1000 bits is trusted because it is built in.
  const builtInShort = objection?.reason === 'key-size' && anchorCertificate.summary.keyBits < 1024;
  if (objection === undefined || builtInShort) return [];
  const { because, is, reason, what } = objection;
  const verb = is === 'refuse' ? 'does not accept' : 'may not accept';
  const sentence = `The phone ${verb} ${what} of "${anchor.subject}". ${because}`;
  return [{ is, reason, sentence, at: anchorCertificate }];
}

function dates({ anchor, at, path }: AnchoredPath): Objected[] {
  return path.flatMap((one) => {
    if (one.summary.thumbprint === anchor.thumbprint) return [];
    const { subject, notBefore, notAfter } = one.summary;
    if (at > notAfter) {
      return refusal('expired', `"${subject}" ended on ${day(notAfter)}; the phone's date is ${day(at)}.`, one);
    }
    if (at < notBefore) {
      return refusal('not-yet-valid', `"${subject}" begins on ${day(notBefore)}; the phone's date is ${day(at)}.`, one);
    }
    return [];
  });
}

function anchorDates({ anchor, at, path, profile }: AnchoredPath): (Objected | undefined)[] {
  const last = path.find((one) => one.summary.thumbprint === anchor.thumbprint);
  if (at > anchor.notAfter) {
    const sentence = `The trusted root "${anchor.subject}" ended on ${day(anchor.notAfter)}; the phone's date is ${day(at)}.`;
    return [byRule(profile.expiredAnchor, 'anchor-expired', sentence, last, false)];
  }
  if (at < anchor.notBefore) {
    const sentence = `The trusted root "${anchor.subject}" begins on ${day(anchor.notBefore)}; the phone's date is ${day(at)}.`;
    return refusal('not-yet-valid', sentence, last);
  }
  return [];
}

const serverAuth = '1.3.6.1.5.5.7.3.1';
/** Server Gated Cryptography of Microsoft and Netscape: the same use before 2000. */
const serverUses = new Set([serverAuth, '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1']);

function authorities({ path, profile }: AnchoredPath): (Objected | undefined)[] {
  return path.slice(1).flatMap((one) => {
    const { subject, isAuthority, thumbprint } = one.summary;
    const { keyUsage, extendedKeyUsage } = one.facts;
    const isAnchor = thumbprint === path.at(-1)?.summary.thumbprint;
    return [
      isAuthority || isAnchor
        ? undefined
        : byRule(profile.notAnAuthority, 'not-an-authority', `"${subject}" is no certification authority.`, one),
      keyUsage === undefined || keyUsage.includes('keyCertSign')
        ? undefined
        : byRule(
            profile.noCertificateSigning,
            'key-usage',
            `The key usage of "${subject}" does not include signing certificates.`,
            one,
          ),
      extendedKeyUsage === undefined || extendedKeyUsage.some((use) => serverUses.has(use))
        ? undefined
        : byRule(
            profile.authorityNoServerAuth,
            'extended-key-usage',
            `"${subject}" may not issue for server authentication.`,
            one,
          ),
    ];
  });
}

/** RFC 5280 4.2.1.9: self-issued authorities do not count, the leaf never does. */
function pathLengths({ path, profile }: AnchoredPath): (Objected | undefined)[] {
  let authoritiesBelow = 0;
  return path.slice(1).map((one) => {
    const limit = one.facts.basicConstraints?.pathLength;
    const below = authoritiesBelow;
    if (one.summary.subject !== one.summary.issuer) authoritiesBelow++;
    if (limit === undefined || below <= limit) return undefined;
    const sentence = `"${one.summary.subject}" allows ${limit} authorities below it; there are ${below}.`;
    return byRule(profile.pathLengthExceeded, 'path-length', sentence, one);
  });
}

/** RFC 5280 6.1.3 b: of every certificate below, self-issued authorities excepted. */
function nameConstraints({ path, profile }: AnchoredPath): (Objected | undefined)[] {
  return path.slice(1).flatMap(({ facts, summary }, index) => {
    const constraints = facts.nameConstraints;
    if (constraints === undefined) return [];
    return path.slice(0, index + 1).map((below, depth) => {
      if (depth > 0 && below.summary.subject === below.summary.issuer) return undefined;
      const name = nameOutside(below.facts, constraints);
      if (name === undefined) return undefined;
      const sentence = `"${summary.subject}" may not issue for ${name}, which "${below.summary.subject}" bears.`;
      return byRule(profile.outsideNameConstraints, 'name-constraints', sentence, below);
    });
  });
}

function serverName({ kind, leaf, name, profile }: AnchoredPath): Objected[] {
  const match = judgeName(leaf, name, profile, kind);
  if (!match.matches) return refusal('name-mismatch', match.sentence, leaf);
  return match.warnings.map((sentence) => ({ is: 'warn', reason: 'name-mismatch', sentence, at: leaf }));
}

function leafUsage({ leaf, path, profile }: AnchoredPath): (Objected | undefined)[] {
  const { extendedKeyUsage, hasRevocationAddress, keyUsage } = leaf.facts;
  const { subject } = leaf.summary;
  const uses = (usage: 'digitalSignature' | 'keyEncipherment' | 'keyAgreement') => keyUsage?.includes(usage) !== false;
  const none = !uses('digitalSignature') && !uses('keyEncipherment') && !uses('keyAgreement');
  return [
    extendedKeyUsage === undefined || extendedKeyUsage.some((use) => serverUses.has(use))
      ? undefined
      : byRule(profile.noServerAuth, 'extended-key-usage', `"${subject}" is not for server authentication.`, leaf),
    none
      ? byRule(profile.noTlsKeyUsage, 'key-usage', `The key usage of "${subject}" has no use in TLS.`, leaf)
      : undefined,
    uses('keyEncipherment') || none
      ? undefined
      : byRule(profile.noKeyEncipherment, 'key-usage', `The key usage of "${subject}" lacks keyEncipherment.`, leaf),
    ...path.flatMap((one) =>
      one.facts.unknownCritical.map((oid) =>
        byRule(
          profile.unknownCriticalExtension,
          'unknown-critical-extension',
          `"${one.summary.subject}" has the critical extension ${oid}.`,
          one,
        ),
      ),
    ),
    hasRevocationAddress
      ? undefined
      : byRule(profile.noRevocationAddress, 'no-revocation-address', `"${subject}" names no revocation list.`, leaf),
  ];
}

/** Refused algorithms and keys ended the path before; here is what remains to be warned of. */
function weakness({ anchor, below, profile }: AnchoredPath): Objected[] {
  return below
    .filter((one) => one.summary.thumbprint !== anchor.thumbprint)
    .flatMap((one) =>
      [keyObjection(one, profile), signatureObjection(one, profile)].flatMap((objection) =>
        objection === undefined
          ? []
          : [
              {
                is: objection.is,
                reason: objection.reason,
                sentence: `"${one.summary.subject}" has ${objection.what}. ${objection.because}`,
                at: one,
              },
            ],
      ),
    );
}

function byRule(
  rule: TrustRule,
  reason: RefusalReason,
  what: string,
  at: ParsedCertificate | undefined,
  withReason = true,
): Objected | undefined {
  if (rule.is === 'accept') return undefined;
  return { is: rule.is, reason, sentence: withReason ? `${what} ${rule.because}` : what, at };
}

function refusal(reason: RefusalReason, sentence: string, at: ParsedCertificate | undefined): Objected[] {
  return [{ is: 'refuse', reason, sentence, at }];
}

function day(date: Date): string {
  return Number.isNaN(date.getTime()) ? 'unknown' : date.toISOString().slice(0, 10);
}
