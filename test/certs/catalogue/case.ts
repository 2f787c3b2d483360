import type { MintSpec, SignatureAlgorithm } from '../../../certs/authorities/index.js';
import type { RefusalReason } from '../../../certs/trust/index.js';

/** Whom a case asks: a firmware of each group that decides alike, and the standard with the newest roots. */
export const judges = {
  ocpe: '3.5.6907.35',
  rtm: '4.0.7577.4066',
  cu10: '4.0.7577.4414',
  cu11: '4.0.7577.4420',
  standard: '4.0.7577.4420',
} as const;
export type Judge = keyof typeof judges;

export type Expected = 'trusted' | RefusalReason;
export type Expectation = Readonly<Record<Judge, Expected>>;

/** `other roots of the story`: such as the older root that cross-signed the chain's own. */
export type Delivered =
  | 'root'
  | 'root and intermediates'
  | 'intermediates'
  | 'another root'
  | 'other roots of the story';

/** One chain, one question about it, and what each judge must say. */
export interface Case {
  /** `roots/22-digicert-global-root-ca`, unique. */
  readonly id: string;
  /** One sentence. */
  readonly description: string;
  /** What of the evaluation it exercises. */
  readonly features: readonly string[];
  readonly profile: MintSpec['profile'];
  readonly defects?: readonly string[];
  readonly algorithm?: SignatureAlgorithm;
  /** The date of the scenario, around which the chain is minted. ISO 8601. */
  readonly minted: string;
  /** The phone's date; default: that of the scenario. */
  readonly at?: string;
  /** Host the phone calls; default: the certificate's own. */
  readonly name?: string;
  readonly kind?: 'sip' | 'web';
  /** What the phone was handed beside its firmware: nothing, the chain's root, its authorities, or others. */
  readonly delivered?: Delivered;
  readonly expect: Expectation;
}

/** The same answer of all, but for those named. */
export function everywhere(answer: Expected, but: Partial<Expectation> = {}): Expectation {
  return { ocpe: answer, rtm: answer, cu10: answer, cu11: answer, standard: answer, ...but };
}

/** A chain with SHA-256 signatures: phones before Lync get no further than that. */
export function sinceLync(answer: Expected, but: Partial<Expectation> = {}): Expectation {
  return everywhere(answer, { ocpe: 'signature-algorithm', ...but });
}

export const host = 'lyncfe.contoso.test';
export const autumn2014 = '2014-11-15T09:00:00Z';
