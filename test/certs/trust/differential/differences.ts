import {
  type ChainQuestion,
  deliveredAnchor,
  evaluateChain,
  lpeTrustProfile,
  standardTrustProfile,
  type TrustProfile,
  type TrustRuleName,
  type Verdict,
} from '../../../../certs/trust/index.js';
import type { Generated } from './generated-chains.js';
import type { OpenSslAnswer, OpenSslQuestion } from './openssl-verify.js';

/** Both are asked the same: the chain's own root is trusted, and nothing else. */
export function opensslQuestion({ at, chain, name }: Generated): OpenSslQuestion {
  return { presented: chain.sent, root: chain.root?.der ?? chain.leaf.der, at, name };
}

export function phoneVerdict(one: Generated, profile: TrustProfile): Verdict {
  const { presented, root } = opensslQuestion(one);
  const anchors = [deliveredAnchor(root, 'certificate-service')];
  const question: ChainQuestion = { presented, anchors, at: one.at, name: one.name, profile };
  return evaluateChain(question);
}

/** Why OpenSSL departs from the standard; `applies` must see it in the case itself. */
export const opensslDiffers: readonly {
  readonly because: string;
  applies(one: Generated, verdict: Verdict, answer: OpenSslAnswer): boolean;
}[] = [
  {
    because: 'In its last second a certificate is valid by RFC 5280 4.1.2.5; OpenSSL 3.0 already calls it expired.',
    applies: (one, verdict, { errors }) =>
      verdict.trusted &&
      errors.every((error) => error === 'certificate has expired') &&
      verdict.path.some(({ notAfter }) => notAfter.getTime() === one.at.getTime()),
  },
];

const ruleNames = Object.keys(standardTrustProfile).filter((name): name is TrustRuleName => name !== 'id');

/**
 * The rules by which a phone's verdict departs from the standard's: the fewest that, put to the standard's word, bring
 * it there. Undefined when all of them together do not.
 */
export function rulesThatDiffer(one: Generated, profile: TrustProfile): TrustRuleName[] | undefined {
  const wanted = phoneVerdict(one, standardTrustProfile).trusted;
  const reaches = (names: readonly TrustRuleName[]) => {
    const changes = Object.fromEntries(names.map((name) => [name, standardTrustProfile[name]]));
    return phoneVerdict(one, { ...profile, ...changes }).trusted === wanted;
  };
  const needed = ruleNames.filter((name) => profile[name].is !== standardTrustProfile[name].is);
  if (!reaches(needed)) return undefined;
  // Left out one after the other: what cannot be left out is the reason.
  return needed.reduce<TrustRuleName[]>((kept, name) => {
    const without = kept.filter((other) => other !== name);
    return reaches(without) ? without : kept;
  }, needed);
}

/** Every disagreement of a run: with the standard profile, and with the phone's. */
export interface Disagreements {
  readonly standard: readonly { readonly title: string; readonly because: string | undefined }[];
  readonly phone: readonly { readonly title: string; readonly rules: readonly TrustRuleName[] | undefined }[];
}

/** The page on how Lync Phone Edition departs from the standard, as far as the generated chains show it. */
export function differencesPage({ phone, standard }: Disagreements): string {
  const rules = [...new Set(phone.flatMap((one) => one.rules ?? []))].toSorted().map((name) => {
    const [rule, strict] = [lpeTrustProfile[name], standardTrustProfile[name]];
    return `| ${name} | ${rule.is} | ${strict.is} | ${rule.evidence} | ${rule.because} |`;
  });
  const listed = [
    ...phone.map(({ rules: by = [], title }) => `| ${title} | the phone: ${by.join(', ')} |`),
    ...standard.map(({ because = 'nobody knows', title }) => `| ${title} | OpenSSL: ${because} |`),
  ];
  return [
    '# Where Lync Phone Edition and OpenSSL disagree',
    '',
    'Generated: `node dist/test/certs/trust/differential/write-page.js`. Chains of every profile with up to three',
    'defects, asked about at many dates and by several names, were judged by the emulated phone, by a profile of the',
    'standard to the letter, and by `openssl verify -attime -purpose sslserver -verify_hostname`; the root of each chain',
    "is trusted. Every disagreement comes down to these rules of the phone's profile: with them set to the standard's",
    'word, the answers are the same.',
    '',
    '| rule | phone | standard | evidence | why the phone differs |',
    '|---|---|---|---|---|',
    ...rules,
    '',
    '| chain; asked at; as | who departs from the standard |',
    '|---|---|',
    ...listed,
    '',
  ].join('\n');
}
