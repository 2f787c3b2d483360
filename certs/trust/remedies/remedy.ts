import type { ParsedCertificate } from '../certificate.js';
import type { ChainQuestion, WhatIf } from '../evaluate.js';

/** What an administrator can do about a refusal. */
export type RemedyKind =
  | 'update-firmware'
  | 'publish-root'
  | 'issue-under-built-in-root'
  | 'send-intermediate'
  | 'remove-certificate'
  | 'renew'
  | 'set-clock'
  | 'add-name'
  | 'use-other-name'
  | 're-issue'
  | 're-issue-authority'
  | 'disable-alternate-signature';

/** One thing to do. */
export interface RemedyStep {
  readonly kind: RemedyKind;
  /** An instruction to the administrator, one sentence. */
  readonly sentence: string;
  /** What was taken on faith when it was checked, as nobody gave the certificate. */
  readonly assumes?: string;
}

/** Steps that together make the phone trust the server: found so by asking again with all of them applied. */
export interface Remedy {
  readonly steps: readonly RemedyStep[];
  /** Id of the anchor the chain ends at then; `assumed` when that rests on an assumption. */
  readonly anchor: string;
}

/** A question, and what would be different. */
export interface Situation {
  readonly firmware: string;
  readonly question: ChainQuestion;
  readonly whatIf: WhatIf;
}

/** A step that might help, and the situation after it. */
export interface Candidate {
  readonly step: RemedyStep;
  readonly after: Situation;
}

/** Where the authorities' certificates may come from, and what a firmware brings. */
export interface RemedySources {
  /** DER of every authority the asker has: presented or given beside. */
  readonly authorities: readonly Buffer[];
  /** The situation with another firmware: its anchors, its rules. */
  withFirmware(situation: Situation, firmware: string): Situation;
}

/** The situation with some certificates saying something else. */
export function amended(
  situation: Situation,
  patch: (certificate: ParsedCertificate) => ParsedCertificate | undefined,
): Situation {
  const before = situation.whatIf.amend ?? ((certificate) => certificate);
  const amend = (certificate: ParsedCertificate) => {
    const now = before(certificate);
    return patch(now) ?? now;
  };
  return { ...situation, whatIf: { ...situation.whatIf, amend } };
}

/** The situation with that subject taken for a trusted root. */
export function assuming(situation: Situation, subject: string): Situation {
  const assumedRoots = [...(situation.whatIf.assumedRoots ?? []), subject];
  return { ...situation, whatIf: { ...situation.whatIf, assumedRoots } };
}
