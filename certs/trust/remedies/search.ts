import { evaluateChain, type Refusal } from '../evaluate.js';
import { extending, keying, naming, renewing, settingClock, signing, unconstraining } from './certificates.js';
import type { Candidate, Remedy, RemedyKind, RemedySources, RemedyStep, Situation } from './remedy.js';
import { publishing, sendingIntermediate, underBuiltInRoot, updates, withoutCertificate } from './roots.js';

/** Steps of one remedy; a chain with more wrong than this is better made anew. */
export const MAX_REMEDY_STEPS = 4;

/** Evaluations spent on one refusal: each costs a few signature checks. */
export const MAX_REMEDY_EVALUATIONS = 200;

/**
 * What would make the phone trust the server, each found so by evaluating again with all its steps applied; the
 * shortest first. Empty when nothing here helps.
 */
export function remediesFor(situation: Situation, refusal: Refusal, sources: RemedySources): Remedy[] {
  const budget = { left: MAX_REMEDY_EVALUATIONS };
  const remedies: Remedy[] = [];
  const seen = new Set<RemedyKind>();
  for (const candidate of candidates(situation, refusal, sources)) {
    // The first of a kind that works is the one with the least change.
    if (seen.has(candidate.step.kind)) continue;
    const remedy = complete([candidate.step], candidate.after, refusal, sources, budget);
    if (remedy === undefined) continue;
    seen.add(candidate.step.kind);
    remedies.push(remedy);
  }
  return remedies.toSorted((one, other) => one.steps.length - other.steps.length);
}

function complete(
  steps: readonly RemedyStep[],
  situation: Situation,
  before: Refusal,
  sources: RemedySources,
  budget: { left: number },
): Remedy | undefined {
  if (budget.left === 0) return undefined;
  budget.left--;
  const verdict = evaluateChain(situation.question, situation.whatIf);
  if (verdict.trusted) return { steps, anchor: verdict.anchor };
  const same = verdict.reason === before.reason && verdict.at?.thumbprint === before.at?.thumbprint;
  if (same || steps.length === MAX_REMEDY_STEPS) return undefined;
  for (const { after, step } of candidates(situation, verdict, sources)) {
    if (steps.some(({ kind, sentence }) => kind === step.kind && sentence === step.sentence)) continue;
    const remedy = complete([...steps, step], after, verdict, sources, budget);
    if (remedy !== undefined) return remedy;
  }
  return undefined;
}

function* candidates(situation: Situation, refusal: Refusal, sources: RemedySources): Generator<Candidate> {
  switch (refusal.reason) {
    case 'untrusted-root':
    case 'self-signed':
    case 'anchor-expired':
      yield* updates(situation, sources);
      yield* sendingIntermediate(situation, refusal, sources);
      yield* publishing(situation, refusal, sources);
      yield* underBuiltInRoot(situation, refusal);
      yield* withoutCertificate(situation, refusal);
      return;
    case 'incomplete-chain':
      yield* sendingIntermediate(situation, refusal, sources);
      yield* publishing(situation, refusal, sources);
      return;
    case 'bad-signature':
      yield* withoutCertificate(situation, refusal);
      yield* sendingIntermediate(situation, refusal, sources);
      return;
    case 'not-yet-valid':
      yield* settingClock(situation, refusal);
      yield* renewing(situation, refusal);
      return;
    case 'expired':
      yield* renewing(situation, refusal);
      yield* withoutCertificate(situation, refusal);
      return;
    case 'name-mismatch':
      yield* naming(situation, refusal);
      return;
    case 'signature-algorithm':
      yield* signing(situation, refusal);
      yield* updates(situation, sources);
      return;
    case 'key-type':
    case 'key-size':
      yield* keying(situation, refusal);
      yield* updates(situation, sources);
      return;
    case 'name-constraints':
      yield* unconstraining(situation);
      return;
    case 'malformed':
      return;
    default:
      yield* extending(situation, refusal);
  }
}
