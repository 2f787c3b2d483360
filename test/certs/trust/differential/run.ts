import {
  lpeTrustProfile,
  standardTrustProfile,
  type TrustRuleName,
  type Verdict,
} from '../../../../certs/trust/index.js';
import { opensslDiffers, opensslQuestion, phoneVerdict, rulesThatDiffer } from './differences.js';
import { generatedChains } from './generated-chains.js';
import { opensslVerify } from './openssl-verify.js';

export interface Differential {
  readonly count: number;
  /** Chains OpenSSL accepts: a comparison in which all are refused shows nothing. */
  readonly accepted: number;
  /** Disagreements of the standard profile, with the reason in words; undefined: nobody knows. */
  readonly standard: readonly { readonly title: string; readonly because: string | undefined }[];
  /** Disagreements of the phone, with the rules; undefined: no rule explains it. */
  readonly phone: readonly { readonly title: string; readonly rules: readonly TrustRuleName[] | undefined }[];
}

export const SEED = 'lync-2014';
export const CHAINS = 520;

/** Judges the generated chains by standard, phone and OpenSSL. */
export async function runDifferential(seed: string, count: number): Promise<Differential> {
  const chains = await generatedChains(seed, count);
  const answers = await opensslVerify(chains.map(opensslQuestion));
  const asked = chains.map((one, index) => {
    const answer = answers[index] ?? { ok: false, errors: ['no answer'] };
    return {
      one,
      answer,
      standard: phoneVerdict(one, standardTrustProfile),
      phone: phoneVerdict(one, lpeTrustProfile),
    };
  });
  const departs = (verdict: Verdict, ok: boolean) => verdict.trusted !== ok;
  return {
    count: chains.length,
    accepted: answers.filter(({ ok }) => ok).length,
    standard: asked
      .filter(({ answer, standard }) => departs(standard, answer.ok))
      .map(({ answer, one, standard }) => ({
        title: one.title,
        because: opensslDiffers.find(({ applies }) => applies(one, standard, answer))?.because,
      })),
    phone: asked
      .filter(({ answer, phone, standard }) => departs(phone, answer.ok) && !departs(standard, answer.ok))
      .map(({ one }) => ({ title: one.title, rules: rulesThatDiffer(one, lpeTrustProfile) })),
  };
}
